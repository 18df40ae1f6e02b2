import { existsSync } from "node:fs";
import { findOrInstall, printFound } from "./lib/apt.ts";

const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/** The browser of the end-to-end tests; `CHROMIUM` names another one. */
export function findChromium(): string {
  return findOrInstall({
    what: "Chromium",
    packages: ["chromium"],
    find: () => [process.env["CHROMIUM"] ?? "", ...places].find((path) => existsSync(path)) ?? null,
  });
}

if (import.meta.main) printFound(findChromium);
