import { Id } from "@parley/protocol/common";
import type { FindUsersQuery, FoundUsers } from "@parley/protocol/profiles";
import { sql } from "drizzle-orm";
import * as z from "zod/mini";
import { notBlocked } from "#features/friends";
import { countProfiles, findProfiles } from "#features/profiles";
import type { ProfileSearch } from "#features/profiles";
import { readCursor, writeCursor } from "#kernel/cursor";
import type { Database } from "#kernel/database";

const PAGE_SIZE = 20;
const MOST_COUNTED = 1_000;
const Position = z.tuple([Id]);

/** A page of the people who fit, newest accounts first; never oneself, nor anybody with a block between. */
export async function findUsers(
  db: Database,
  userId: string,
  query: FindUsersQuery,
): Promise<FoundUsers> {
  const limit = query.limit ?? PAGE_SIZE;
  const after = readCursor(query.cursor, Position)?.[0] ?? null;
  const search: ProfileSearch = {
    query: query.query,
    speaks: query.speaks,
    learns: query.learns,
    levels: query.level,
    visible: (id) => sql`${id} <> ${userId}::uuid AND ${notBlocked(sql`${userId}::uuid`, id)}`,
  };
  const [found, total] = await Promise.all([
    findProfiles(db, search, { after, limit: limit + 1 }),
    countProfiles(db, search, MOST_COUNTED),
  ]);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, next: found.length > limit && last ? writeCursor([last.id]) : null, total };
}
