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

/** The filters as a text to be kept. It names what is switched off, so that a language added later is on. */
export function keepFilters(filters: Filters, me: Pick<Me, "speaks" | "learns">): string {
  const all = defaultFilters(me);
  const { query, from, to } = filters;
  const speaksOff = all.speaks.filter((code) => !filters.speaks.includes(code)).join();
  const learnsOff = all.learns.filter((code) => !filters.learns.includes(code)).join();
  return new URLSearchParams({ query, from, to, speaksOff, learnsOff }).toString();
}

/** What `keepFilters` kept, for the languages of today. */
export function readFilters(kept: string, me: Pick<Me, "speaks" | "learns">): Filters {
  const all = defaultFilters(me);
  const search = new URLSearchParams(kept);
  const off = (key: string) => search.get(key)?.split(",") ?? [];
  const level = (key: string) => CEFR_LEVELS.find((each) => each === search.get(key));
  return {
    query: search.get("query") ?? all.query,
    speaks: all.speaks.filter((code) => !off("speaksOff").includes(code)),
    learns: all.learns.filter((code) => !off("learnsOff").includes(code)),
    from: level("from") ?? all.from,
    to: level("to") ?? all.to,
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
