import type { CefrLevel, LearnedLanguage, SpokenLanguage } from "@parley/protocol/profiles";
import { baseLanguage } from "#kernel/ink";

/** What somebody speaks and learns. */
export interface Languages {
  speaks: readonly SpokenLanguage[];
  learns: readonly LearnedLanguage[];
}

export type Side = keyof Languages;

/** A level for either side; `native` is for languages that are spoken. */
export type Level = SpokenLanguage["level"];

/** As many as stand in one list. */
export const MOST_LANGUAGES = 8;

/** Where a language stands already, its variants counted as one; null when it may be added. */
export function sideOf(languages: Languages, code: string): Side | null {
  const base = baseLanguage(code);
  if (languages.speaks.some((entry) => baseLanguage(entry.code) === base)) return "speaks";
  if (languages.learns.some((entry) => baseLanguage(entry.code) === base)) return "learns";
  return null;
}

export function isFull(languages: Languages, side: Side): boolean {
  return languages[side].length >= MOST_LANGUAGES;
}

/** At least one on each side: what it takes to be found. */
export function isComplete(languages: Languages): boolean {
  return languages.speaks.length > 0 && languages.learns.length > 0;
}

/** Adds a language at its end; one that stands in a list already, or does not fit in, changes nothing. */
export function addLanguage(languages: Languages, side: Side, code: string): Languages {
  if (sideOf(languages, code) !== null || isFull(languages, side)) return languages;
  if (side === "learns")
    return { ...languages, learns: [...languages.learns, { code, level: "A1" }] };
  const level = languages.speaks.length === 0 ? "native" : "B2";
  return { ...languages, speaks: [...languages.speaks, { code, level }] };
}

export function removeLanguage(languages: Languages, side: Side, code: string): Languages {
  return side === "speaks"
    ? { ...languages, speaks: languages.speaks.filter((entry) => entry.code !== code) }
    : { ...languages, learns: languages.learns.filter((entry) => entry.code !== code) };
}

type LevelChange = { side: Side; code: string; level: Level };

/** Sets the level of one language; nobody learns at the level `native`. */
export function setLevel(languages: Languages, change: LevelChange): Languages {
  const { side, code, level } = change;
  if (side === "speaks")
    return { ...languages, speaks: replaceLevel(languages.speaks, code, level) };
  return isLearnedLevel(level)
    ? { ...languages, learns: replaceLevel(languages.learns, code, level) }
    : languages;
}

function isLearnedLevel(level: Level): level is CefrLevel {
  return level !== "native";
}

function replaceLevel<L extends Level>(
  entries: readonly { code: string; level: L }[],
  code: string,
  level: L,
): { code: string; level: L }[] {
  return entries.map((entry) => (entry.code === code ? { code, level } : entry));
}
