import { expect, test } from "vitest";
import { printedLanguage } from "./printed-language.ts";

test.each(["👍", "🥐☕", "👩‍👩‍👧", "🇯🇵", "10:30", "?!", "❤️ 2", "…"])(
  "%s is in no language",
  (body) => {
    expect(printedLanguage({ body, lang: "ja" })).toBeNull();
  },
);

test.each(["はい", "👍 ok", "ё", "3時", "é"])(
  "%s is in the language that it is marked with",
  (body) => {
    expect(printedLanguage({ body, lang: "ja" })).toBe("ja");
  },
);

test("what is deleted, or a call, is in no language", () => {
  expect(printedLanguage({ body: null, lang: "ja" })).toBeNull();
});
