import { globSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

export type Rejection = { gate: string; file: string; rule: string };

const wholes = "rejected-as-a-whole.txt";

/** What each planted file says about itself: `// rejected by <gate>: <rule>`. */
export function listExpected(tree: string): Rejection[] {
  return globSync("**/*.{ts,tsx,md,txt}", { cwd: tree, exclude: ["node_modules"] })
    .filter((file) => statSync(join(tree, file)).isFile())
    .flatMap((file) => {
      const text = readFileSync(join(tree, file), "utf8");
      const line = /^(?<subject>\S+ )?rejected by (?<gate>\w+): (?<rule>.+?)(?: -->)?$/gm;
      return [...text.matchAll(line)].map(({ groups }) => ({
        gate: groups?.gate ?? "",
        file: file === wholes ? (groups?.subject ?? "").trim() : file,
        rule: groups?.rule ?? "",
      }));
    });
}
