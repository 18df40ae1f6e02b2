import type { SyncAnswer, SyncEntry, SyncRequest } from "@parley/protocol/sync";
import type { User } from "@parley/protocol/profiles";
import { int, tuple, uuid } from "zod/mini";
import { readCursor, writeCursor } from "#kernel/cursor";
import type { Executor, Tx } from "#kernel/database";
import { readSnapshot } from "#kernel/read-snapshot";
import { sizeOf } from "./build-delta.ts";
import { buildEntries, goneEntry } from "./build-entries.ts";
import { chooseEntries, findGone } from "./choose-entries.ts";
import type { Ask, Position } from "./choose-entries.ts";
import type { SyncDeps } from "./types.ts";

const LARGEST_ANSWER = 512 * 1024;
/** Head room for the fields around the lists. */
const ENVELOPE = 1024;
const CHANGES_PAGE = 100;
const CHANGES_BYTES = 128 * 1024;
/** Entries read at a time: what does not fit is read in vain. */
const CHUNK = 16;

/** Ids answered as gone at a time; the client purges them and lists the rest again. */
const MOST_GONE = 500;

const PositionSchema = tuple([int(), uuid()]);
/** Before every conversation: later than the latest time there is. */
const START: Position = [8_640_000_000_000_000, "00000000-0000-0000-0000-000000000000"];

/** Everything the client lacks, from one snapshot; the server keeps nothing for it. */
export async function catchUp(
  deps: SyncDeps,
  viewerId: string,
  request: SyncRequest,
): Promise<SyncAnswer> {
  const after = readCursor(request.next ?? undefined, PositionSchema, "next");
  return readSnapshot(deps.db, async (tx) => {
    const epoch = deps.epoch();
    const isSameEpoch = request.epoch === epoch;
    const only = request.only ? request.conversations.map(([id]) => id) : undefined;
    const [user, views] = await Promise.all([
      readOwnChanges(deps, tx, { viewerId, cursor: isSameEpoch ? request.userVer : 0 }),
      deps.conversations.viewsOf(tx, viewerId, only),
    ]);
    const asks = chooseEntries(views, request, { isSameEpoch, after });
    const unknown = findGone(views, request);
    const gone = unknown.slice(0, MOST_GONE).map(goneEntry);
    const room = LARGEST_ANSWER - ENVELOPE - sizeOf(user) - sizeOf(gone);
    const filled = await fill(deps, tx, { viewerId, asks, room });
    const { open } = request;
    const hasMore = filled.entries.length < asks.length || unknown.length > gone.length;
    return {
      epoch,
      now: deps.clock.now().toISOString(),
      users: filled.users,
      user,
      conversations: [...gone, ...filled.entries],
      next: hasMore
        ? writeCursor(findPosition(asks.slice(0, filled.entries.length), { after, open }))
        : null,
    };
  });
}

/** Where to go on: after the last conversation that was answered in its turn; the open one came before. */
function findPosition(
  answered: readonly Ask[],
  { after, open }: { after: Position | null; open: string | null | undefined },
): Position {
  const last = answered.findLast(({ view }) => after !== null || view.id !== open)?.view;
  return last ? [last.at.getTime(), last.id] : (after ?? START);
}

/** A page of what is the person's own, cut to its share of the answer. */
async function readOwnChanges(
  { changes }: SyncDeps,
  tx: Tx,
  { viewerId, cursor }: { viewerId: string; cursor: number },
): Promise<SyncAnswer["user"]> {
  const page = await changes.since(tx, { userId: viewerId, cursor, limit: CHANGES_PAGE });
  let bytes = 0;
  const end = page.changes.findIndex((change, index) => {
    bytes += sizeOf(change);
    return index > 0 && bytes > CHANGES_BYTES;
  });
  if (end === -1) return page;
  const kept = page.changes.slice(0, end);
  return { ver: kept.at(-1)?.ver ?? page.ver, changes: kept, more: true };
}

interface Filled {
  entries: SyncEntry[];
  users: User[];
}

/** As many entries as fit, with the people that their rows name; always at least one. */
async function fill(
  deps: SyncDeps,
  tx: Tx,
  { viewerId, asks, room }: { viewerId: string; asks: readonly Ask[]; room: number },
): Promise<Filled> {
  const entries: SyncEntry[] = [];
  const users = new Map<string, User>();
  let left = room;
  for (let start = 0; start < asks.length; start += CHUNK) {
    const chunk = await buildEntries(deps, tx, {
      viewerId,
      asks: asks.slice(start, start + CHUNK),
    });
    const people = await readPeople(deps, tx, chunk);
    for (const entry of chunk) {
      const named = peopleOf(entry).flatMap((id) => (users.has(id) ? [] : (people.get(id) ?? [])));
      const size = sizeOf(entry) + named.reduce((sum, user) => sum + sizeOf(user) + 1, 1);
      if (entries.length > 0 && size > left) {
        return { entries, users: [...users.values()] };
      }
      left -= size;
      entries.push(entry);
      for (const user of named) users.set(user.id, user);
    }
  }
  return { entries, users: [...users.values()] };
}

async function readPeople(
  { profiles }: SyncDeps,
  executor: Executor,
  entries: readonly SyncEntry[],
): Promise<Map<string, User>> {
  return profiles.presentUsers(executor, [...new Set(entries.flatMap(peopleOf))]);
}

function peopleOf({ messages, members, receipts }: SyncEntry): string[] {
  return [
    ...new Set([
      ...messages.map((message) => message.senderId),
      ...members.map((member) => member.userId),
      ...receipts.map((receipt) => receipt.userId),
    ]),
  ];
}
