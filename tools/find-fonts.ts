import { spawnSync } from "node:child_process";
import { findOrInstall, printFound } from "./lib/apt.ts";

/** For each thing that screenshots show, patterns of which one has to be there. */
const wanted = [
  [":lang=ja"],
  [":lang=ko"],
  [":lang=zh-cn"],
  [":lang=ar"],
  // What stands in for the app's own fonts until they arrive is stretched to the measures of these.
  ["Liberation Sans", "Arial", "Arimo"],
  ["Liberation Serif", "Times New Roman", "Tinos"],
];

/** Fonts for every script the screenshots show, and those that the stand-ins are made of. */
export function findFonts(): string {
  return findOrInstall({
    what: "A font for Japanese, Korean, Chinese or Arabic, or one like Arial or Times",
    packages: ["fontconfig", "fonts-noto-cjk", "fonts-noto-core", "fonts-liberation"],
    find: () => {
      if (process.platform === "darwin") return "the system's own";
      const families = wanted.map((patterns) => patterns.map(findFamily).find(Boolean) ?? "");
      return families.includes("") ? null : [...new Set(families)].join(", ");
    },
  });
}

function findFamily(pattern: string): string {
  const { stdout } = spawnSync("fc-list", [pattern, "family"], { encoding: "utf8" });
  return stdout?.split("\n")[0] ?? "";
}

if (import.meta.main) printFound(findFonts);
