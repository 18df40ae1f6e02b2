import type { Me, User } from "@parley/protocol/profiles";
import { baseLanguage } from "#kernel/ink";

/** The languages that somebody writes in: those they learn, then those they speak. */
export function ownLanguages(me: Pick<Me, "speaks" | "learns">): string[] {
  return [...me.learns, ...me.speaks].map((language) => language.code);
}

/** What a person most likely writes to a partner in, before a word is there. */
export function likelyLanguage(
  me: Pick<Me, "speaks" | "learns">,
  partner: Pick<User, "speaks" | "learns"> | null,
): string | null {
  const codes = ownLanguages(me);
  const known = new Set(
    [...(partner?.speaks ?? []), ...(partner?.learns ?? [])].map(({ code }) => baseLanguage(code)),
  );
  return codes.find((code) => known.has(baseLanguage(code))) ?? codes[0] ?? null;
}
