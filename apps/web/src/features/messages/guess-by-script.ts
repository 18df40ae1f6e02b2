import { baseLanguage } from "#kernel/ink";

const SCRIPTS: readonly { script: RegExp; languages: readonly string[] }[] = [
  { script: /[\p{Script=Hiragana}\p{Script=Katakana}]/u, languages: ["ja"] },
  { script: /\p{Script=Hangul}/u, languages: ["ko"] },
  { script: /\p{Script=Han}/u, languages: ["zh", "yue", "ja"] },
  { script: /\p{Script=Arabic}/u, languages: ["ar", "fa", "ur", "ps"] },
  { script: /\p{Script=Hebrew}/u, languages: ["he", "yi"] },
  { script: /\p{Script=Cyrillic}/u, languages: ["ru", "uk", "bg", "sr", "be", "mk", "kk"] },
  { script: /\p{Script=Greek}/u, languages: ["el"] },
  { script: /\p{Script=Thai}/u, languages: ["th"] },
  { script: /\p{Script=Devanagari}/u, languages: ["hi", "mr", "ne"] },
  { script: /\p{Script=Bengali}/u, languages: ["bn"] },
];

/** A guess: one language, or those that remain possible. */
export type ScriptGuess = { code: string } | { among: readonly string[] };

/** Guesses by the letters alone. Kana in a line make it Japanese, whatever Latin words stand beside them. */
export function guessByScript(text: string, codes: readonly string[]): ScriptGuess {
  for (const { script, languages } of SCRIPTS) {
    if (!script.test(text)) continue;
    const fitting = codes.filter((code) => languages.includes(baseLanguage(code)));
    if (fitting[0] !== undefined) return pick(fitting, languages);
  }
  const latin = codes.filter(
    (code) => !SCRIPTS.some(({ languages }) => languages.includes(baseLanguage(code))),
  );
  if (!/\p{Script=Latin}/u.test(text)) return { among: [] };
  return latin.length === 1 && latin[0] !== undefined ? { code: latin[0] } : { among: latin };
}

/** Han alone is Chinese before it is Japanese, as a Japanese line seldom goes without kana. */
function pick(fitting: string[], languages: readonly string[]): ScriptGuess {
  const bases = new Set(fitting.map(baseLanguage));
  const isHan = languages.includes("yue");
  const first = isHan
    ? (fitting.find((code) => baseLanguage(code) !== "ja") ?? fitting[0])
    : fitting[0];
  if (first !== undefined && (bases.size === 1 || isHan)) return { code: first };
  return { among: fitting };
}
