import * as z from "zod/mini";

const segmenter = new Intl.Segmenter("und", { granularity: "grapheme" });

/** Counts Unicode scalar values (not UTF-16 units), the unit of every length on the wire. */
export function countScalars(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** Counts user-perceived characters (extended grapheme clusters, UAX #29). */
export function countGraphemes(text: string): number {
  let count = 0;
  for (const _ of segmenter.segment(text)) count += 1;
  return count;
}

/** True when the text holds no NUL and no lone surrogate: what PostgreSQL and UTF-8 can carry unchanged. */
export function isStorableText(text: string): boolean {
  return text.isWellFormed() && !text.includes("\0");
}

/** True when something remains after taking white space and invisible format characters away. */
export function hasVisibleText(text: string): boolean {
  return /[^\s\p{Cc}\p{Cf}\p{Zs}\p{Default_Ignorable_Code_Point}]/u.test(text);
}

/** True when the text holds control characters or direction overrides that could disguise a name. */
export function hasDisguisingCharacters(text: string): boolean {
  return /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(text);
}

export interface TextRule {
  /** How the field is called in a message to a person, for example "Name". */
  label: string;
  /** Smallest number of graphemes. */
  min: number;
  /** Largest number of graphemes, and of scalar values too: one grapheme can hold thousands. */
  max: number;
  /** Names refuse control, direction-override and invisible-only content; free text allows line breaks. */
  isName?: boolean;
}

/**
 * A trimmed text field whose limits are told to the person who wrote it.
 * Refuses NUL and lone surrogates; names also refuse disguising characters.
 */
export function trimmedText(rule: TextRule) {
  return z.pipe(
    z.pipe(
      z.string(`${rule.label} must be text.`),
      z.transform((value: string) => value.trim()),
    ),
    z.string().check(
      z.superRefine<string>((value, context) => {
        const fault = findTextFault(value, rule);
        if (fault) context.issues.push({ code: "custom", message: fault, input: value });
      }),
    ),
  );
}

function findTextFault(value: string, rule: TextRule): string | null {
  if (!isStorableText(value)) return `${rule.label} holds characters that cannot be stored.`;
  if (rule.isName && hasDisguisingCharacters(value)) {
    return `${rule.label} must not hold control or direction characters.`;
  }
  if (rule.min > 0 && value === "") return `${rule.label} is missing.`;
  if (rule.min > 0 && !hasVisibleText(value)) return `${rule.label} needs visible characters.`;
  if (countScalars(value) > rule.max)
    return `${rule.label} can have at most ${rule.max} characters.`;
  if (countGraphemes(value) < rule.min)
    return `${rule.label} needs at least ${rule.min} characters.`;
  return null;
}
