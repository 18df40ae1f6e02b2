/** Whose ink a language is printed in, as the viewer sees it: teal is learned, saffron is taught. */
export type Ink = "learn" | "teach" | "neutral";

type Tongues = { speaks: readonly { code: string }[]; learns: readonly { code: string }[] };

/** The ink of a language for this viewer. A language that they neither learn nor speak is neutral. */
export function inkOf(code: string | null, viewer: Tongues | null): Ink {
  if (code === null || viewer === null) return "neutral";
  const base = baseLanguage(code);
  if (viewer.learns.some((language) => baseLanguage(language.code) === base)) return "learn";
  if (viewer.speaks.some((language) => baseLanguage(language.code) === base)) return "teach";
  return "neutral";
}

/** `zh` of `zh-Hant`. */
export function baseLanguage(code: string): string {
  return (code.split("-")[0] ?? code).toLowerCase();
}
