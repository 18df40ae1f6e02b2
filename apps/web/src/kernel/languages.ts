import { baseLanguage } from "./ink.ts";
import { rareLanguageNames } from "./rare-language-names.ts";

const displayNames = new Map<string, Intl.DisplayNames>();

/** The name of a language in the language of the interface: `Japanese`. */
export function languageName(
  code: string,
  inLocale: string = document.documentElement.lang,
): string {
  const name = namesIn(inLocale || "en")?.of(code) ?? code;
  return name === code ? (rareLanguageNames.get(code) ?? code) : name;
}

/** The code as it is printed on a badge: `JA`, and `ZH` for `zh-Hant`. */
export function shortCode(code: string): string {
  return baseLanguage(code).toUpperCase();
}

function namesIn(locale: string): Intl.DisplayNames | null {
  const known = displayNames.get(locale);
  if (known) return known;
  try {
    const names = new Intl.DisplayNames([locale], { type: "language" });
    displayNames.set(locale, names);
    return names;
  } catch {
    return null;
  }
}
