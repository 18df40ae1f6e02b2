import { spawnSync } from "node:child_process";
import { findOrInstall, printFound } from "./lib/apt.ts";

const scripts = ["ja", "ko", "zh-cn", "ar"];

/** Fonts for every script the screenshots show; without them letters are empty boxes. */
export function findFonts(): string {
  return findOrInstall({
    what: "A font for Japanese, Korean, Chinese or Arabic",
    packages: ["fontconfig", "fonts-noto-cjk", "fonts-noto-core"],
    find: () => {
      if (process.platform === "darwin") return "the system's own";
      const families = scripts.map((script) => {
        const { stdout } = spawnSync("fc-list", [`:lang=${script}`, "family"], {
          encoding: "utf8",
        });
        return stdout?.split("\n")[0] ?? "";
      });
      return families.includes("") ? null : [...new Set(families)].join(", ");
    },
  });
}

if (import.meta.main) printFound(findFonts);
