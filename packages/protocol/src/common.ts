import * as z from "zod/mini";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** A UUID in its lower-case text form; upper-case input is accepted and lowered. */
export const Id = z
  .string("This must be a UUID.")
  .check(z.toLowerCase(), z.regex(UUID, "This must be a UUID."));
export type Id = z.infer<typeof Id>;

/** An instant as ISO 8601 in UTC, for example `2026-03-01T09:30:00.000Z`. */
export const Time = z.iso.datetime({ error: "This must be a time in ISO 8601, UTC." });
export type Time = z.infer<typeof Time>;

const LARGEST_COUNTER = 2_147_483_647;

/** A counter of the protocol: `seq`, `ver`, `receiptVer`, `userVer`. */
export const Counter = z
  .int("This must be a whole number.")
  .check(
    z.minimum(0, "This must not be negative."),
    z.maximum(LARGEST_COUNTER, "This is too large."),
  );
export type Counter = z.infer<typeof Counter>;

/** True when the text is a well-formed BCP 47 tag of at most 35 characters. */
export function isLanguageTag(value: string): boolean {
  return canonicalLanguage(value) !== null;
}

/** The canonical form of a BCP 47 tag (`EN-gb` → `en-GB`), or null when it is not one. */
export function canonicalLanguage(value: string): string | null {
  if (value.length > 35) return null;
  try {
    return Intl.getCanonicalLocales(value)[0] ?? null;
  } catch {
    return null;
  }
}

/** A language tag kept exactly as sent. */
export const LanguageTag = z
  .string("A language must be a BCP 47 tag.")
  .check(z.refine(isLanguageTag, "A language must be a BCP 47 tag, for example en or pt-BR."));

/** Query of every paged list: an opaque cursor and at most 100 items. */
export const PageQuery = z.object({
  cursor: z.optional(z.string().check(z.maxLength(512, "This cursor is not ours."))),
  limit: z.optional(
    z.coerce
      .number("The limit must be a number.")
      .check(
        z.int("The limit must be a whole number."),
        z.minimum(1, "The limit is at least 1."),
        z.maximum(100, "The limit is at most 100."),
      ),
  ),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** One page of a list; `next` is opaque, null at the end. */
export interface Page<T> {
  items: T[];
  next: string | null;
}

/** The schema of a page of `item`. */
export function pageOf<T extends z.ZodMiniType>(item: T) {
  return z.object({ items: z.array(item), next: z.nullable(z.string()) });
}
