import type { ChangeKind } from "@parley/protocol/sync";
import { sql } from "drizzle-orm";
import type { Executor, Tx } from "./database.ts";

/** An entity of one person's that changed: `gone` leaves a tombstone. */
export interface Touch {
  userId: string;
  kind: ChangeKind;
  id: string;
  gone?: boolean;
}

export interface StoredChange extends Record<string, unknown> {
  kind: ChangeKind;
  id: string;
  ver: number;
  gone: boolean;
}

export async function readUserVer(executor: Executor, userId: string): Promise<number> {
  const [person] = await executor.execute<{ user_ver: number }>(
    sql`SELECT user_ver FROM people WHERE user_id = ${userId}`,
  );
  return person?.user_ver ?? 0;
}

/** At most `limit` changes above `from`, by ver. */
export async function readChanges(
  executor: Executor,
  { userId, from, limit }: { userId: string; from: number; limit: number },
): Promise<StoredChange[]> {
  return executor.execute<StoredChange>(
    sql`SELECT kind, id, ver, gone FROM person_changes
        WHERE user_id = ${userId} AND ver > ${from} ORDER BY ver LIMIT ${limit}`,
  );
}

/** Locks the people in the order of their ids and counts their changes. */
export async function raiseUserVers(
  tx: Tx,
  byPerson: Map<string, Touch[]>,
): Promise<Map<string, number>> {
  const ids = [...byPerson.keys()];
  const counts = ids.map((id) => byPerson.get(id)!.length);
  await tx.execute(
    sql`SELECT 1 FROM people WHERE user_id = ANY(${sql.param(ids)}::uuid[]) ORDER BY user_id FOR NO KEY UPDATE`,
  );
  const rows = await tx.execute<{ user_id: string; user_ver: number }>(
    sql`UPDATE people SET user_ver = user_ver + touched.count
        FROM unnest(${sql.param(ids)}::uuid[], ${sql.param(counts)}::integer[]) AS touched (id, count)
        WHERE people.user_id = touched.id RETURNING people.user_id, people.user_ver`,
  );
  return new Map(rows.map((row) => [row.user_id, row.user_ver]));
}

/** One row an entity: a later change of it replaces the earlier. */
export async function storeChanges(
  tx: Tx,
  byPerson: Map<string, Touch[]>,
  vers: Map<string, number>,
): Promise<void> {
  const rows = [...byPerson].flatMap(([userId, list]) => {
    const since = (vers.get(userId) ?? list.length) - list.length;
    return list.map((touch, index) => ({ ...touch, ver: since + index + 1 }));
  });
  await tx.execute(
    sql`INSERT INTO person_changes (user_id, kind, id, ver, gone)
        SELECT * FROM unnest(
          ${sql.param(rows.map((row) => row.userId))}::uuid[], ${sql.param(rows.map((row) => row.kind))}::text[],
          ${sql.param(rows.map((row) => row.id))}::uuid[], ${sql.param(rows.map((row) => row.ver))}::integer[],
          ${sql.param(rows.map((row) => String(row.gone ?? false)))}::text[]::boolean[])
        ON CONFLICT (user_id, kind, id) DO UPDATE SET ver = excluded.ver, gone = excluded.gone`,
  );
}
