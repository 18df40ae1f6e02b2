import type { CallPage } from "@parley/protocol/calls";
import { Id } from "@parley/protocol/common";
import type { PageQuery } from "@parley/protocol/common";
import * as z from "zod/mini";
import { readCursor, writeCursor } from "#kernel/cursor";
import { presentCall } from "./present.ts";
import { listEnded } from "./store.ts";
import type { CallsDeps } from "./types.ts";

const Position = z.tuple([z.int(), Id]);
const PAGE_SIZE = 50;

/** A person's calls that have ended, the newest first. */
export async function listCalls(
  { db }: Pick<CallsDeps, "db">,
  userId: string,
  query: PageQuery,
): Promise<CallPage> {
  const limit = query.limit ?? PAGE_SIZE;
  const after = readCursor(query.cursor, Position);
  const rows = await listEnded(db, userId, { after, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(({ call }) => presentCall(call)),
    next: rows.length > limit && last ? writeCursor([last.moment, last.call.id]) : null,
  };
}
