import type { Change, ChangeKind } from "@parley/protocol/sync";
import { sql } from "drizzle-orm";
import type { Executor, Tx } from "./database.ts";
import type { Outgoing } from "./delivery.ts";

/** An entity of one person's that changed: `gone` leaves a tombstone. */
export interface Touch {
  userId: string;
  kind: ChangeKind;
  id: string;
  gone?: boolean;
}

/** Reads the rows of one kind as this viewer may see them; an id left out becomes a tombstone. */
export type PresentChange = (
  executor: Executor,
  viewerId: string,
  ids: readonly string[],
) => Promise<Map<string, unknown>>;

export interface ChangePage {
  ver: number;
  changes: Change[];
  more: boolean;
}

export interface Changes {
  /** A feature says how its kind is presented; called once each while the app is composed. */
  register(kind: ChangeKind, present: PresentChange): void;
  /** Raises `userVer` of everybody touched and answers with one event each. */
  record(tx: Tx, touches: readonly Touch[]): Promise<RecordedChange[]>;
  /** A page of a person's changes above `cursor`, ordered by `ver`. */
  since(
    executor: Executor,
    query: { userId: string; cursor: number; limit: number },
  ): Promise<ChangePage>;
}

export interface RecordedChange {
  userId: string;
  payload: Outgoing<"user:changed">;
}

interface StoredChange {
  kind: ChangeKind;
  id: string;
  ver: number;
  gone: boolean;
}

/** The register of what concerns each person: `userVer` and one entry an entity. */
export function createChanges(): Changes {
  const presenters = new Map<ChangeKind, PresentChange>();

  async function present(
    executor: Executor,
    viewerId: string,
    stored: readonly StoredChange[],
  ): Promise<Change[]> {
    const rows = new Map<string, unknown>();
    for (const kind of new Set(stored.map((change) => change.kind))) {
      const ids = stored
        .filter((change) => change.kind === kind && !change.gone)
        .map(({ id }) => id);
      const presenter = presenters.get(kind);
      if (!presenter) throw new Error(`No feature presents changes of kind ${kind}.`);
      if (ids.length === 0) continue;
      for (const [id, row] of await presenter(executor, viewerId, ids))
        rows.set(`${kind}:${id}`, row);
    }
    return stored.map(({ kind, id, ver }) => ({
      kind,
      id,
      ver,
      row: rows.get(`${kind}:${id}`) ?? null,
    }));
  }

  return {
    register(kind, presenter) {
      presenters.set(kind, presenter);
    },

    async record(tx, touches) {
      const byPerson = groupByPerson(touches);
      if (byPerson.size === 0) return [];
      const vers = await raiseUserVers(tx, byPerson);
      await storeChanges(tx, byPerson, vers);
      const recorded: RecordedChange[] = [];
      for (const [userId, list] of byPerson) {
        const ver = vers.get(userId);
        if (ver === undefined) continue;
        const since = ver - list.length;
        const stored = list.map((touch, index) => ({
          kind: touch.kind,
          id: touch.id,
          gone: touch.gone ?? false,
          ver: since + index + 1,
        }));
        recorded.push({
          userId,
          payload: { since, ver, changes: await present(tx, userId, stored) },
        });
      }
      return recorded;
    },

    async since(executor, { userId, cursor, limit }) {
      const [person] = await executor.execute<{ user_ver: number }>(
        sql`SELECT user_ver FROM people WHERE user_id = ${userId}`,
      );
      const ver = person?.user_ver ?? 0;
      const from = cursor > ver ? 0 : cursor;
      const rows = await executor.execute<{
        kind: ChangeKind;
        id: string;
        ver: number;
        gone: boolean;
      }>(
        sql`SELECT kind, id, ver, gone FROM person_changes
            WHERE user_id = ${userId} AND ver > ${from} ORDER BY ver LIMIT ${limit + 1}`,
      );
      const more = rows.length > limit;
      const page = rows.slice(0, limit);
      const changes = await present(executor, userId, page);
      return { ver: more ? page[page.length - 1]!.ver : ver, changes, more };
    },
  };
}

/** One entry an entity, the last word wins; people in the order in which they are locked. */
function groupByPerson(touches: readonly Touch[]): Map<string, Touch[]> {
  const unique = new Map<string, Touch>();
  for (const touch of touches) unique.set(`${touch.userId}:${touch.kind}:${touch.id}`, touch);
  const byPerson = new Map<string, Touch[]>();
  for (const touch of [...unique.values()].sort((a, b) => (a.userId < b.userId ? -1 : 1))) {
    const list = byPerson.get(touch.userId);
    if (list) list.push(touch);
    else byPerson.set(touch.userId, [touch]);
  }
  return byPerson;
}

async function raiseUserVers(tx: Tx, byPerson: Map<string, Touch[]>): Promise<Map<string, number>> {
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

async function storeChanges(
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
