import { expect, test } from "vitest";
import { parseStored, readStored, writeStored } from "./stored.ts";

test("without any storage nothing is kept and nothing breaks", () => {
  writeStored("local", "anything", "text");
  expect(readStored("local", "anything")).toBeNull();
});

test("what is broken or refused counts as absent", () => {
  const asNumber = (data: unknown) => (typeof data === "number" ? data : null);
  expect(parseStored("7", asNumber)).toBe(7);
  expect(parseStored('"7"', asNumber)).toBeNull();
  expect(parseStored("{", asNumber)).toBeNull();
  expect(parseStored(null, asNumber)).toBeNull();
});
