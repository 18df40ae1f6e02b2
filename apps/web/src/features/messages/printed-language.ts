import type { MessageRow } from "@parley/client/views";

/** Whether a text is in a language at all: pictographs and figures alone are in none. */
export function hasLetters(text: string): boolean {
  return /\p{L}/u.test(text);
}

/** The language that a message shows; null for what is in none, whatever it is marked with. */
export function printedLanguage({ body, lang }: Pick<MessageRow, "body" | "lang">): string | null {
  return body !== null && hasLetters(body) ? lang : null;
}
