import { expect, test } from "vitest";

function expectSame(one: number, other: number): void {
  expect(one).toBe(other);
}

test("a helper asserts", () => {
  expectSame(1, 1);
});
