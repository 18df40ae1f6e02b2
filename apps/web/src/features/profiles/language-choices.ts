import { languageName } from "#kernel/languages";
import { languageCodes, ownLanguageName } from "./language-list.ts";
import { foldText, searchEntries, type Searchable } from "./search-text.ts";

export type LanguageChoice = Searchable & { code: string; name: string; ownName: string | null };

let known: readonly LanguageChoice[] | null = null;

/** The languages that answer a query by their name, their own name or their code; by name. */
export function findLanguages(query: string): LanguageChoice[] {
  known ??= languageCodes.map(describe).toSorted((a, b) => a.name.localeCompare(b.name));
  return searchEntries(known, query);
}

function describe(code: string): LanguageChoice {
  const name = languageName(code);
  const ownName = ownLanguageName(code);
  return { code, name, ownName, names: [foldText(name), foldText(ownName ?? ""), code] };
}
