import { expect, test } from "vitest";
import { inkOf } from "./ink.ts";

const viewer = {
  speaks: [{ code: "en" }, { code: "pt-BR" }],
  learns: [{ code: "ja" }, { code: "zh-Hant" }],
};

test("the inks belong to the viewer", () => {
  expect(inkOf("ja", viewer)).toBe("learn");
  expect(inkOf("en", viewer)).toBe("teach");
  expect(inkOf("de", viewer)).toBe("neutral");
});

test("a region or a script does not change the ink", () => {
  expect(inkOf("en-GB", viewer)).toBe("teach");
  expect(inkOf("pt", viewer)).toBe("teach");
  expect(inkOf("zh-Hans", viewer)).toBe("learn");
});

test("without a language or a viewer everything is neutral", () => {
  expect(inkOf(null, viewer)).toBe("neutral");
  expect(inkOf("ja", null)).toBe("neutral");
});
