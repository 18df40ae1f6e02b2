import { Id } from "@parley/protocol/common";
import type { Page, PageQuery } from "@parley/protocol/common";
import { readCursor, writeCursor } from "#kernel/cursor";

const USUAL = 50;

export interface PageSource<R, T> {
  /** Rows with ids below `before`, descending. */
  list(part: { before: string | null; limit: number }): Promise<R[]>;
  present(row: R): T;
}

/** A page of rows in descending order of their ids. */
export async function readPage<R extends { id: string }, T>(
  { cursor, limit = USUAL }: PageQuery,
  { list, present }: PageSource<R, T>,
): Promise<Page<T>> {
  const before = readCursor(cursor, Id);
  const rows = await list({ before, limit: limit + 1 });
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items: items.map(present), next: last ? writeCursor(last.id) : null };
}
