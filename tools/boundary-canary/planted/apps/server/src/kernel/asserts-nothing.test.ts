// rejected by oxlint: vitest(expect-expect)
import { test } from "vitest";

test("nobody asserts", () => {
  Number(1);
});
