import { canonicalLanguage } from "@parley/protocol/common";
import { isTimeZone } from "@parley/protocol/profiles";
import { expect, test, vi } from "vitest";
import { languageName } from "#kernel/languages";
import { findLanguages } from "./language-choices.ts";
import { languageCodes, ownLanguageName } from "./language-list.ts";
import { foldText, rankMatch } from "./search-text.ts";
import { cityOf, findTimeZones, regionOf } from "./time-zones.ts";

vi.stubGlobal("document", { documentElement: { lang: "en" } });

test("text is compared without case, accents and signs", () => {
  expect(foldText("  São_Tomé/Príncipe ")).toBe("sao tome principe");
  expect(foldText("日本語")).toBe("日本語");
});

test("a beginning answers better than the beginning of a word, and that better than any other part", () => {
  expect(rankMatch("new york", "new y")).toBe(0);
  expect(rankMatch("new york", "yo ne")).toBe(1);
  expect(rankMatch("new york", "ork")).toBe(2);
  expect(rankMatch("new york", "london")).toBeNull();
});

test("every language is canonical, stands once, and has a name and a name of its own", () => {
  expect(new Set(languageCodes).size).toBe(languageCodes.length);
  for (const code of languageCodes) {
    expect(canonicalLanguage(code)).toBe(code);
    expect(languageName(code)).not.toBe(code);
    expect(ownLanguageName(code)).toBeTruthy();
  }
  expect(languageCodes.length).toBeGreaterThan(180);
});

test("a language is found by its name, its own name and its code", () => {
  const codesFor = (query: string) => findLanguages(query).map(({ code }) => code);
  expect(codesFor("japan")[0]).toBe("ja");
  expect(codesFor("日本")[0]).toBe("ja");
  expect(codesFor("espanol")[0]).toBe("es");
  expect(codesFor("fr")[0]).toBe("fr");
  expect(codesFor("norwegian")).toEqual(["nb", "nn"]);
  expect(codesFor("klingon")).toEqual([]);
  expect(codesFor("")).toHaveLength(languageCodes.length);
});

test("a time zone is found by city, by country and by its own name", () => {
  const zonesFor = (query: string) => findTimeZones(query).map(({ zone }) => zone);
  expect(zonesFor("tokyo")).toEqual(["Asia/Tokyo"]);
  expect(zonesFor("new york")[0]).toBe("America/New_York");
  expect(zonesFor("America/New_York")[0]).toBe("America/New_York");
  expect(zonesFor("germany")).toContain("Europe/Berlin");
  expect(zonesFor("central european")).toContain("Europe/Berlin");
  expect(zonesFor("nowhere at all")).toEqual([]);
});

test("cities go by the name they have today", () => {
  expect(cityOf("Asia/Calcutta")).toBe("Kolkata");
  expect(cityOf("Europe/Kiev")).toBe("Kyiv");
  expect(cityOf("America/Argentina/Buenos_Aires")).toBe("Buenos Aires");
  expect(regionOf("America/Argentina/Buenos_Aires")).toBe("America, Argentina");
  expect(regionOf("UTC")).toBe("");
});

test("every time zone to choose from is one that the server accepts", () => {
  for (const { zone } of findTimeZones("")) expect(isTimeZone(zone)).toBe(true);
});
