import { expect, test } from "vitest";
import { initialsOf } from "./initials.ts";

test("initials are those of the first and the last word", () => {
  expect(initialsOf("Nora Brandt")).toBe("NB");
  expect(initialsOf("Ana María de la Cruz")).toBe("AC");
  expect(initialsOf("taro")).toBe("T");
  expect(initialsOf("  Émile  Zola ")).toBe("ÉZ");
});

test("names in ideographs and kana give one character", () => {
  expect(initialsOf("山田 太郎")).toBe("山");
  expect(initialsOf("ハルカ")).toBe("ハ");
  expect(initialsOf("김민수")).toBe("김");
});

test("a character of several code points stays whole", () => {
  expect(initialsOf("👩‍🚀 Bo")).toBe("👩‍🚀B");
  expect(initialsOf("")).toBe("");
});
