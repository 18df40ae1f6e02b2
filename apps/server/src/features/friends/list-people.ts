import { Id } from "@parley/protocol/common";
import type { Page, PageQuery } from "@parley/protocol/common";
import type { User } from "@parley/protocol/profiles";
import * as z from "zod/mini";
import { presentUsers } from "#features/profiles";
import { readCursor, writeCursor } from "#kernel/cursor";
import type { Executor } from "#kernel/database";
import type { ListedPerson, ListPosition } from "./store.ts";

const Position = z.tuple([z.int(), Id]);
const PAGE_SIZE = 50;

type List = (
  executor: Executor,
  userId: string,
  page: { after: ListPosition | null; limit: number },
) => Promise<ListedPerson[]>;

/** A page of people out of one of the lists of the store. */
export async function listUsers(
  executor: Executor,
  list: List,
  { userId, query }: { userId: string; query: PageQuery },
): Promise<Page<User>> {
  const limit = query.limit ?? PAGE_SIZE;
  const rows = await list(executor, userId, { after: readCursor(query.cursor, Position), limit });
  const page = rows.slice(0, limit);
  const users = await presentUsers(
    executor,
    page.map((row) => row.user_id),
  );
  const last = page.at(-1);
  return {
    items: page.flatMap((row) => users.get(row.user_id) ?? []),
    next: rows.length > limit && last ? writeCursor([last.moment, last.user_id]) : null,
  };
}
