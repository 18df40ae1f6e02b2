import { expect, test } from "vitest";
import {
  addLanguage,
  isComplete,
  isFull,
  MOST_LANGUAGES,
  removeLanguage,
  setLevel,
  sideOf,
  type Languages,
} from "./edit-languages.ts";

const nora: Languages = {
  speaks: [{ code: "en", level: "native" }],
  learns: [{ code: "ja", level: "B1" }],
};
const nothing: Languages = { speaks: [], learns: [] };

test("the first language spoken is taken for one's own, a later one and a learned one are not", () => {
  const first = addLanguage(nothing, "speaks", "de");
  expect(first.speaks).toEqual([{ code: "de", level: "native" }]);
  expect(addLanguage(first, "speaks", "en").speaks[1]).toEqual({ code: "en", level: "B2" });
  expect(addLanguage(first, "learns", "ja").learns).toEqual([{ code: "ja", level: "A1" }]);
});

test("a language is never in both lists, nor twice in one, its variants included", () => {
  expect(addLanguage(nora, "learns", "en")).toBe(nora);
  expect(addLanguage(nora, "speaks", "ja")).toBe(nora);
  expect(addLanguage(nora, "speaks", "en-GB")).toBe(nora);
  expect(sideOf(nora, "en-GB")).toBe("speaks");
  expect(sideOf(nora, "ja")).toBe("learns");
  expect(sideOf(nora, "es")).toBeNull();
});

test("a language that was taken away may be added on the other side", () => {
  const without = removeLanguage(nora, "learns", "ja");
  expect(without.learns).toEqual([]);
  expect(addLanguage(without, "speaks", "ja").speaks.map(({ code }) => code)).toEqual(["en", "ja"]);
});

test("a list takes eight languages and no more", () => {
  const codes = ["de", "fr", "es", "it", "pt", "ko", "zh", "ar"];
  const full = codes.reduce((list, code) => addLanguage(list, "learns", code), nothing);
  expect(full.learns).toHaveLength(MOST_LANGUAGES);
  expect(isFull(full, "learns")).toBe(true);
  expect(isFull(full, "speaks")).toBe(false);
  expect(addLanguage(full, "learns", "ja")).toBe(full);
});

test("a level changes for one language, and nobody learns as a native", () => {
  expect(setLevel(nora, { side: "learns", code: "ja", level: "B2" }).learns).toEqual([
    { code: "ja", level: "B2" },
  ]);
  expect(setLevel(nora, { side: "speaks", code: "en", level: "C1" }).speaks).toEqual([
    { code: "en", level: "C1" },
  ]);
  expect(setLevel(nora, { side: "learns", code: "ja", level: "native" })).toBe(nora);
});

test("partners are found by a language on each side", () => {
  expect(isComplete(nora)).toBe(true);
  expect(isComplete(removeLanguage(nora, "speaks", "en"))).toBe(false);
  expect(isComplete(nothing)).toBe(false);
});
