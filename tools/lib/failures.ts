import { stripVTControlCharacters } from "node:util";

const MOST_LINES = 10;
const MOST_CHARACTERS = 200;
/** How Vitest and Playwright name a test that failed, how an error begins, and what TypeScript says. */
const TELLING = /^\s*(?:FAIL\s|\d+\) |\w*Error: |⎯+ Unhandled)|: error TS\d/u;

/** The few lines of a long output that say what failed, for whoever sees only its end. */
export function pickFailures(output: string): string[] {
  const lines = stripVTControlCharacters(output)
    .split("\n")
    .filter((line) => TELLING.test(line))
    .map((line) => line.trim().slice(0, MOST_CHARACTERS));
  return [...new Set(lines)].slice(0, MOST_LINES);
}
