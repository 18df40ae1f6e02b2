import { expect, test } from "vitest";
import * as z from "zod/mini";
import { toFieldErrors } from "./errors.ts";
import type { RawIssue } from "./errors.ts";
import { HistoryQuery } from "./messages.ts";

const issue: RawIssue = { code: "invalid_type", path: ["settings", "sounds"], message: "" };

test.each(["Invalid input", "Invalid input: expected boolean, received string"])(
  "what the library says by itself (%j) is said in our words",
  (message) => {
    expect(toFieldErrors([{ ...issue, message }])).toEqual([
      {
        path: "settings.sounds",
        code: "invalid_type",
        message: "This is missing or of the wrong kind.",
      },
    ]);
  },
);

test("a limit that the schema does not word is worded here", () => {
  const message = "Too big: expected number to be <=5";
  const [error] = toFieldErrors([{ code: "too_big", path: ["n"], message, maximum: 5 }]);
  expect(error?.message).toBe("This is too large; the most is 5.");
});

test("what a schema says of its own is kept", () => {
  const parsed = z.safeParse(HistoryQuery, { before: "-1" });
  expect(toFieldErrors(parsed.error?.issues ?? [])).toEqual([
    { path: "before", code: "too_small", message: "This must not be negative." },
  ]);
});
