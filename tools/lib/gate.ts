import { parseArgs } from "node:util";
import { resolve } from "node:path";

export type Finding = {
  file: string;
  rule: string;
  message: string;
};

export type GateResult = {
  findings: Finding[];
  /** What was read, for the closing line. A gate that read nothing fails. */
  read: { count: number; what: string };
};

/**
 * Runs a check as a program: `--root` names another tree, `--json` prints the
 * findings for the boundary canary. Exit code 1 with findings, or with nothing read.
 */
export async function runGate(
  name: string,
  check: (root: string) => GateResult | Promise<GateResult>,
): Promise<void> {
  const { values } = parseArgs({
    options: { root: { type: "string" }, json: { type: "boolean" } },
  });
  const root = resolve(values.root ?? resolve(import.meta.dirname, "../.."));
  const { findings, read } = await check(root);
  if (read.count === 0) {
    findings.push({ file: ".", rule: "nothing-read", message: `no ${read.what} found` });
  }
  if (values.json) {
    console.log(JSON.stringify(findings));
  } else {
    for (const { file, rule, message } of findings) console.log(`${file}  ${rule}: ${message}`);
    console.log(`${name}: ${read.count} ${read.what}, ${findings.length} findings`);
  }
  process.exitCode = findings.length > 0 ? 1 : 0;
}
