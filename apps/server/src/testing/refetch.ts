import type { Change } from "@parley/protocol/sync";
import { expect } from "vitest";
import type { Changes } from "#kernel/changes";
import type { Database } from "#kernel/database";

interface Held {
  ver: number;
  rows: Map<string, Change>;
}

interface Told {
  events: readonly { userIds: readonly string[]; event: string; payload: unknown }[];
  db: Database;
  changes: Changes;
}

/**
 * The refetch check: what people held before an action, with its events applied by the merge rule,
 * equals what they would fetch afresh after it.
 */
export async function expectRefetchEqual<T>(
  told: Told,
  people: readonly string[],
  act: () => Promise<T>,
): Promise<T> {
  const stale = new Map<string, Held>();
  for (const userId of people) stale.set(userId, await fetchAll(told, userId));
  const from = told.events.length;
  const result = await act();
  for (const [userId, held] of stale) {
    for (const event of userChanges(told.events.slice(from), userId)) applyChanges(held, event);
  }
  for (const [userId, held] of stale) expect(held).toEqual(await fetchAll(told, userId));
  return result;
}

/** All rows of a person, tombstones too, in pages as small as can be. */
export async function fetchAll({ db, changes }: Told, userId: string): Promise<Held> {
  const rows = new Map<string, Change>();
  for (let cursor = 0; ;) {
    const page = await changes.since(db, { userId, cursor, limit: 2 });
    for (const change of page.changes) rows.set(`${change.kind}:${change.id}`, change);
    cursor = page.ver;
    if (!page.more) return JSON.parse(JSON.stringify({ ver: cursor, rows: [...rows] }), revive);
  }
}

function revive(key: string, value: unknown): unknown {
  return key === "rows" ? new Map(value as [string, Change][]) : value;
}

interface UserChange {
  since: number;
  ver: number;
  changes: Change[];
}

/** In their order: of two transactions, what the second says may overtake what the first says. */
function userChanges(events: Told["events"], userId: string): UserChange[] {
  return events
    .filter(({ userIds, event }) => event === "user:changed" && userIds.includes(userId))
    .map(({ payload }): UserChange => JSON.parse(JSON.stringify(payload)))
    .sort((a, b) => a.since - b.since);
}

function applyChanges(held: Held, event: UserChange): void {
  expect(event.since, "no change was left out").toBeLessThanOrEqual(held.ver);
  for (const change of event.changes) {
    const key = `${change.kind}:${change.id}`;
    if (change.ver > (held.rows.get(key)?.ver ?? 0)) held.rows.set(key, change);
  }
  held.ver = Math.max(held.ver, event.ver);
}
