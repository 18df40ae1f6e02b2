import { expect, test } from "vitest";
import { isSealed, makeCode, readCode, sealCode, spaceCode } from "./codes.ts";

const PLACE = { challengeId: "one", purpose: "signup" as const, pepper: new Uint8Array(32) };

test("a code has six digits, for a new password eight, zeros in front included", () => {
  for (let i = 0; i < 500; i += 1) {
    expect(makeCode("signup")).toMatch(/^\d{6}$/);
    expect(makeCode("reset")).toMatch(/^\d{8}$/);
  }
  expect(spaceCode("048291")).toBe("048 291");
  expect(spaceCode("04829130")).toBe("0482 9130");
});

test("a sealed code fits its challenge, purpose and pepper alone", () => {
  const sealed = sealCode("482913", PLACE);
  expect(isSealed(sealed, "482913", PLACE)).toBe(true);
  expect(isSealed(sealed, "482914", PLACE)).toBe(false);
  expect(isSealed(sealed, "482913", { ...PLACE, challengeId: "two" })).toBe(false);
  expect(isSealed(sealed, "482913", { ...PLACE, purpose: "reset" })).toBe(false);
  expect(isSealed(sealed, "482913", { ...PLACE, pepper: new Uint8Array(32).fill(1) })).toBe(false);
  expect(isSealed(null, "482913", PLACE)).toBe(false);
});

test.each([["482 913"], [" 482913\n"], ["482-913"], ["４８２　９１３"], ["482\u00a0913"]])(
  "%j is read as the code",
  (typed) => {
    expect(readCode(typed)).toBe("482913");
  },
);
