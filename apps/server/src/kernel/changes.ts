import type { Change, ChangeKind } from "@parley/protocol/sync";
import { raiseUserVers, readChanges, readUserVer, storeChanges } from "./changes-store.ts";
import type { StoredChange, Touch } from "./changes-store.ts";
import type { Executor, Tx } from "./database.ts";
import type { Outgoing } from "./delivery.ts";

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

/** The register of what concerns each person: `userVer` and one entry an entity. */
export function createChanges(): Changes {
  const presenters: Presenters = new Map();
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
        const stored = list.map(({ kind, id, gone = false }, index) => ({
          kind,
          id,
          gone,
          ver: since + index + 1,
        }));
        const changes = await present(presenters, tx, { viewerId: userId, stored });
        recorded.push({ userId, payload: { since, ver, changes } });
      }
      return recorded;
    },

    async since(executor, { userId, cursor, limit }) {
      const read = (from: number) => readChanges(executor, { userId, from, limit: limit + 1 });
      const [ver, above] = await Promise.all([readUserVer(executor, userId), read(cursor)]);
      // A cursor from the future is of another time: all is told again.
      const from = cursor > ver ? 0 : cursor;
      const rows = from === cursor ? above : await read(from);
      const more = rows.length > limit;
      const stored = rows.slice(0, limit);
      const changes = await present(presenters, executor, { viewerId: userId, stored });
      return { ver: more ? (stored.at(-1)?.ver ?? from) : ver, changes, more };
    },
  };
}

type Presenters = Map<ChangeKind, PresentChange>;

async function present(
  presenters: Presenters,
  executor: Executor,
  { viewerId, stored }: { viewerId: string; stored: readonly StoredChange[] },
): Promise<Change[]> {
  const rows = new Map<string, unknown>();
  for (const kind of new Set(stored.map((change) => change.kind))) {
    const presenter = presenters.get(kind);
    if (!presenter) throw new Error(`No feature presents changes of kind ${kind}.`);
    const held = stored.filter((change) => change.kind === kind && !change.gone);
    if (held.length === 0) continue;
    const presented = await presenter(
      executor,
      viewerId,
      held.map(({ id }) => id),
    );
    for (const [id, row] of presented) rows.set(`${kind}:${id}`, row);
  }
  return stored.map(({ kind, id, ver }) => ({
    kind,
    id,
    ver,
    row: rows.get(`${kind}:${id}`) ?? null,
  }));
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
