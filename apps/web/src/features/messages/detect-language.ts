import type * as TinyLd from "tinyld/light";
import { baseLanguage } from "#kernel/ink";
import { guessByScript } from "./guess-by-script.ts";
import { hasLetters } from "./printed-language.ts";

type Detector = typeof TinyLd;

const SHORTEST_TEXT = 4;
let detector: Detector | null = null;

/** Fetches the detector; call it when somebody is about to write. Without it scripts alone decide. */
export async function loadDetector(): Promise<void> {
  try {
    detector ??= await import("tinyld/light");
  } catch {
    // Offline before it was ever fetched: the composer's chooser and the scripts still serve.
  }
}

/** The language of a text among `codes`, or null when it cannot be told. Answers at once. */
export function detectLanguage(text: string, codes: readonly string[]): string | null {
  const words = text.replaceAll(/(?:https?:\/\/|www\.)\S+/giu, " ").trim();
  if (words === "") return null;
  const guess = guessByScript(words, codes);
  if ("code" in guess) return guess.code;
  if (detector === null || words.length < SHORTEST_TEXT || guess.among.length === 0) return null;
  const found = detector.detect(words, { only: guess.among.map(baseLanguage) });
  return guess.among.find((code) => baseLanguage(code) === found) ?? null;
}

/** Those of `codes` that are written in the letters of a text: all when it has no letters, none when they are foreign to all. */
export function fittingLanguages(text: string, codes: readonly string[]): readonly string[] {
  if (!hasLetters(text)) return codes;
  const guess = guessByScript(text, codes);
  return "code" in guess ? [guess.code] : guess.among;
}
