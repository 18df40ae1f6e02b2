import { expect, test } from "vitest";
import { defaultFilters, keepFilters, readFilters, toggle, toSearch } from "./filters.ts";

const nora = {
  speaks: [{ code: "en", level: "native" as const }],
  learns: [{ code: "ja", level: "B1" as const }],
};

test("partners are looked for both ways by default", () => {
  expect(toSearch(defaultFilters(nora), null)).toBe("/api/users?speaks=ja&learns=en&limit=30");
});

test("a range of levels is asked for only when it is narrower than all", () => {
  const filters = { ...defaultFilters(nora), from: "A2" as const, to: "B1" as const };
  expect(toSearch(filters, "next")).toBe(
    "/api/users?speaks=ja&learns=en&level=A2%2CB1&cursor=next&limit=30",
  );
});

test("nothing is asked when nothing is looked for", () => {
  const filters = { ...defaultFilters(nora), speaks: [], learns: [], query: "  " };
  expect(toSearch(filters, null)).toBeNull();
});

test("a language is switched on at the end and off where it stands", () => {
  expect(toggle(["ja", "es"], "ja")).toEqual(["es"]);
  expect(toggle(["ja"], "es")).toEqual(["ja", "es"]);
});

test("kept filters come back, and a language added since is looked for", () => {
  const filters = { ...defaultFilters(nora), query: "Ōnishi & co", learns: [], to: "B2" as const };
  expect(readFilters(keepFilters(filters, nora), nora)).toEqual(filters);
  const later = { ...nora, learns: [...nora.learns, { code: "es", level: "A1" as const }] };
  expect(readFilters(keepFilters(filters, nora), later).speaks).toEqual(["ja", "es"]);
});

test("what was not kept, or cannot be read, is as by default", () => {
  expect(readFilters("", nora)).toEqual(defaultFilters(nora));
  expect(readFilters("from=Z9&to=%&speaksOff=xx", nora)).toEqual(defaultFilters(nora));
});
