import { existsSync } from "node:fs";
import { findOrInstall, printFound } from "./lib/apt.ts";

const places = [
  "/usr/bin/firefox-esr",
  "/usr/bin/firefox",
  "/Applications/Firefox.app/Contents/MacOS/firefox",
];

/** The other browser of the call tests; `FIREFOX` names another one. */
export function findFirefox(): string {
  return findOrInstall({
    what: "Firefox",
    packages: ["firefox-esr"],
    find: () => [process.env["FIREFOX"] ?? "", ...places].find((path) => existsSync(path)) ?? null,
  });
}

if (import.meta.main) printFound(findFirefox);
