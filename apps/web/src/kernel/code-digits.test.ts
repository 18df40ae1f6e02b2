import { expect, test } from "vitest";
import { readDigits } from "./code-digits.ts";

test("a code pasted from the mail loses everything that is not a digit", () => {
  expect(readDigits("482 913", 6)).toBe("482913");
  expect(readDigits(" 482-913\n", 6)).toBe("482913");
  expect(readDigits("482 913 is your Parley code", 6)).toBe("482913");
});

test("digits of other scripts count as the digits they are", () => {
  expect(readDigits("４８２ ９１３", 6)).toBe("482913");
  expect(readDigits("٤٨٢٩١٣", 6)).toBe("482913");
  expect(readDigits("४८२९१३", 6)).toBe("482913");
});

test("nothing beyond the length of the code is taken", () => {
  expect(readDigits("48291300", 6)).toBe("482913");
  expect(readDigits("no code", 6)).toBe("");
});
