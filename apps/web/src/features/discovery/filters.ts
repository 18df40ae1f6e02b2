import { CEFR_LEVELS, type CefrLevel, type Me } from "@parley/protocol/profiles";

/** What to look for: partners who teach me, whom I teach, and how far they are. */
export interface Filters {
  query: string;
  /** Languages that the person found speaks. */
  speaks: readonly string[];
  /** Languages that the person found learns. */
  learns: readonly string[];
  from: CefrLevel;
  to: CefrLevel;
}

/** Everybody who speaks what this person learns and learns what this person speaks. */
export function defaultFilters(me: Pick<Me, "speaks" | "learns">): Filters {
  return {
    query: "",
    speaks: me.learns.map(({ code }) => code),
    learns: me.speaks.map(({ code }) => code),
    from: "A1",
    to: "C2",
  };
}

/** The search as an address of the API; null when nothing is asked for. */
export function toSearch(filters: Filters, cursor: string | null): `/api/${string}` | null {
  const search = new URLSearchParams();
  if (filters.query.trim() !== "") search.set("query", filters.query.trim());
  if (filters.speaks.length > 0) search.set("speaks", filters.speaks.join(","));
  if (filters.learns.length > 0) search.set("learns", filters.learns.join(","));
  const levels = levelsBetween(filters.from, filters.to);
  if (levels.length < CEFR_LEVELS.length) search.set("level", levels.join(","));
  if (search.size === 0) return null;
  if (cursor !== null) search.set("cursor", cursor);
  search.set("limit", "30");
  return `/api/users?${search}`;
}

export function toggle(codes: readonly string[], code: string): string[] {
  return codes.includes(code) ? codes.filter((other) => other !== code) : [...codes, code];
}

function levelsBetween(from: CefrLevel, to: CefrLevel): CefrLevel[] {
  return CEFR_LEVELS.slice(CEFR_LEVELS.indexOf(from), CEFR_LEVELS.indexOf(to) + 1);
}
