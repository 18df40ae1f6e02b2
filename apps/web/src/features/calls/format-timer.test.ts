import { expect, test } from "vitest";
import { formatTimer } from "./format-timer.ts";

test("a running length counts minutes and seconds, then hours", () => {
  expect(formatTimer(-200)).toBe("0:00");
  expect(formatTimer(7_900)).toBe("0:07");
  expect(formatTimer(1_305_000)).toBe("21:45");
  expect(formatTimer(3_723_000)).toBe("1:02:03");
});
