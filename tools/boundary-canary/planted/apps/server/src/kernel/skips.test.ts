// rejected by oxlint: vitest(no-disabled-tests)
// rejected by oxlint: vitest(no-focused-tests)
import { expect, test } from "vitest";

test.skip("invariants 1, 2, 3, 4 and 5: skipped", () => {
  expect(1).toBe(1);
});

test.only("invariant 6: alone, and MSG-1 with it", () => {
  expect(1).toBe(1);
});
