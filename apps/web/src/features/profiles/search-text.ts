/** Text as it is compared: without case, accents and signs. */
export function foldText(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+]+/gu, " ")
    .trim();
}

/**
 * How well a text answers a query, lower is better: 0 when it begins with it, 1 when each word of the
 * query begins a word of the text, 2 when the query stands anywhere, null when it does not answer it.
 */
export function rankMatch(text: string, query: string): 0 | 1 | 2 | null {
  if (text.startsWith(query)) return 0;
  const words = text.split(" ");
  if (query.split(" ").every((part) => words.some((word) => word.startsWith(part)))) return 1;
  return text.includes(query) ? 2 : null;
}

export type Searchable = {
  /** The names that stand for the entry, folded; the first one counts most. */
  names: readonly string[];
};

/** The entries that answer a query, the best first, otherwise in their order; all for an empty query. */
export function searchEntries<Entry extends Searchable>(
  entries: readonly Entry[],
  query: string,
): Entry[] {
  const folded = foldText(query);
  if (folded === "") return [...entries];
  return entries
    .flatMap((entry) => {
      const ranks = entry.names.flatMap((name, index) => {
        const rank = rankMatch(name, folded);
        return rank === null ? [] : [rank * 2 + (index === 0 ? 0 : 1)];
      });
      return ranks.length === 0 ? [] : [{ entry, rank: Math.min(...ranks) }];
    })
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ entry }) => entry);
}
