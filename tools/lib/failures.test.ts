import { expect, test } from "vitest";
import { pickFailures } from "./failures.ts";

test("names the tests that failed and their errors, and nothing else", () => {
  const output = [
    " \u001B[32m✓\u001B[39m server src/a.test.ts (3 tests)",
    "\u001B[41m FAIL \u001B[49m |server| src/b.test.ts > a message > arrives",
    "AssertionError: expected 1 to be 2",
    " ❯ src/b.test.ts:3:1",
    "  1) e2e/calls.spec.ts:10:1 › two people talk ────",
    "    Error: expect(locator).toBeVisible() failed",
    "AssertionError: expected 1 to be 2",
  ].join("\n");
  expect(pickFailures(output)).toEqual([
    "FAIL  |server| src/b.test.ts > a message > arrives",
    "AssertionError: expected 1 to be 2",
    "1) e2e/calls.spec.ts:10:1 › two people talk ────",
    "Error: expect(locator).toBeVisible() failed",
  ]);
});

test("keeps it short", () => {
  const output = Array.from(
    { length: 50 },
    (_, index) => ` FAIL  test ${index} ${"x".repeat(300)}`,
  );
  const picked = pickFailures(output.join("\n"));
  expect(picked).toHaveLength(10);
  expect(picked.every((line) => line.length <= 200)).toBe(true);
});
