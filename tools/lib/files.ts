import { globSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const skipped = new Set([
  "node_modules",
  "dist",
  "data",
  "generated",
  "paraglide",
  "planted",
  "screenshots",
  "test-results",
  "playwright-report",
  "coverage",
]);

/** Files below `root` that match the globs, as sorted paths relative to it, without built and foreign ones. */
export function listFiles(root: string, globs: string[]): string[] {
  const found = globSync(globs, {
    cwd: root,
    exclude: (entry) =>
      skipped.has(entry.name) || (entry.name.startsWith(".") && entry.isDirectory()),
    withFileTypes: true,
  });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .toSorted();
}

/** All TypeScript of the project, tests included. */
export function listSources(root: string): string[] {
  return listFiles(root, [
    "{packages,apps}/*/*.ts",
    "{packages,apps}/*/*.mjs",
    "{packages,apps}/*/{src,build}/**/*.{ts,tsx,mjs}",
    "{tools,e2e,bench}/**/*.ts",
    "*.config.ts",
  ]);
}

export function isTest(file: string): boolean {
  return /\.(test|spec)\.tsx?$/.test(file);
}

/** A test, or what only tests use. */
export function isTestCode(file: string): boolean {
  return isTest(file) || /(^|\/)testing\//.test(file) || file.startsWith("e2e/");
}

export function readText(root: string, file: string): string {
  return readFileSync(join(root, file), "utf8");
}

/** Lines as an editor counts them. */
export function countLines(text: string): number {
  return text === "" ? 0 : text.replace(/\n$/, "").split("\n").length;
}
