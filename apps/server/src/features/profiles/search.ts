import type { SpokenLevel, User } from "@parley/protocol/profiles";
import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Executor } from "#kernel/database";
import { foldWords } from "./fold.ts";
import { presentUsers } from "./store.ts";

/** Whom to look for. Several codes of one side mean any of them; what is left out does not matter. */
export interface ProfileSearch {
  query?: string | undefined;
  speaks?: readonly string[] | undefined;
  learns?: readonly string[] | undefined;
  /** Levels in one of the languages asked for, or in any language when none is. */
  levels?: readonly SpokenLevel[] | undefined;
  /** Whom the one who asks may find: a condition on the id given. */
  visible: (userId: SQL) => SQL;
}

/** The newest accounts that fit, below `after` (an account's id) in that order. */
export async function findProfiles(
  executor: Executor,
  search: ProfileSearch,
  page: { after: string | null; limit: number },
): Promise<User[]> {
  const below = page.after ? sql`AND p.user_id < ${page.after}::uuid` : sql``;
  const rows = await executor.execute<{ user_id: string }>(
    sql`SELECT p.user_id FROM profiles p WHERE ${fits(search)} ${below}
        ORDER BY p.user_id DESC LIMIT ${page.limit}`,
  );
  const ids = rows.map((row) => row.user_id);
  const users = await presentUsers(executor, ids);
  return ids.flatMap((id) => users.get(id) ?? []);
}

/** How many fit, counted up to `most`. */
export async function countProfiles(
  executor: Executor,
  search: ProfileSearch,
  most: number,
): Promise<number> {
  const [row] = await executor.execute<{ total: number }>(
    sql`SELECT count(*)::integer AS total
        FROM (SELECT 1 FROM profiles p WHERE ${fits(search)} LIMIT ${most}) AS found`,
  );
  return row?.total ?? 0;
}

function fits(search: ProfileSearch): SQL {
  const conditions = [search.visible(sql`p.user_id`)];
  if (search.query) conditions.push(hasWords(foldWords(search.query)));
  const { speaks = [], learns = [], levels = [] } = search;
  if (speaks.length > 0) conditions.push(hasLanguage(sql`${ofSide("speaks", speaks)}`));
  if (learns.length > 0) conditions.push(hasLanguage(sql`${ofSide("learns", learns)}`));
  if (levels.length > 0) {
    const level = sql`l.level = ANY(${sql.param(levels)}::text[])`;
    const sides = [
      ...(speaks.length > 0 ? [ofSide("speaks", speaks)] : []),
      ...(learns.length > 0 ? [ofSide("learns", learns)] : []),
    ];
    const asked = sides.length > 0 ? sql`(${sql.join(sides, sql` OR `)})` : sql`true`;
    conditions.push(hasLanguage(sql`${level} AND ${asked}`));
  }
  return sql.join(conditions, sql` AND `);
}

/** Each word asked for begins a word of the name or username; an index on the same expression serves it. */
function hasWords(words: readonly string[]): SQL {
  if (words.length === 0) return sql`false`;
  const query = words.map((word) => `'${word.replace(/['\\]/g, "$&$&")}':*`).join(" & ");
  return sql`array_to_tsvector(string_to_array(p.search, ' ')) @@ ${query}::tsquery`;
}

function hasLanguage(condition: SQL): SQL {
  return sql`EXISTS (SELECT 1 FROM languages l WHERE l.user_id = p.user_id AND ${condition})`;
}

/** `pt` also finds `pt-BR`, but not the other way round. */
function ofSide(side: "speaks" | "learns", codes: readonly string[]): SQL {
  const variants = codes.map((code) => `${code}-%`);
  return sql`(l.side = ${side} AND (l.code = ANY(${sql.param(codes)}::text[]) OR l.code LIKE ANY(${sql.param(variants)}::text[])))`;
}
