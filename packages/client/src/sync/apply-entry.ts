import type { SyncEntry } from "@parley/protocol/sync";
import type { ConversationState, Range } from "../store/rows.ts";
import type { Writing } from "../store/store.ts";
import { announce, passOver, type Announcement } from "./announce.ts";
import { confirm, createState, mergeReceipts } from "./conversation-state.ts";
import { mergeRows, putState, ResetNeededError, settle } from "./merge.ts";
import { nextEdition } from "./meta.ts";

/** How a conversation stood when its entry was asked for. */
interface EntryAsked {
  userId: string;
  /** The cursor that was listed; undefined when it was not listed. */
  since: number | undefined;
  edition: number | undefined;
}

interface EntryResult {
  /** The entry no longer joins on to what is held. */
  isLate: boolean;
  announcement: Announcement | null;
}

const LATE: EntryResult = { isLate: true, announcement: null };
const NOTHING: EntryResult = { isLate: false, announcement: null };

/**
 * Applies one conversation's part of an answer, an interval from the cursor in the request.
 * Throws `ResetNeededError` when it ends below that cursor: the server has gone back.
 */
export async function applyEntry(
  tx: Writing,
  entry: SyncEntry,
  { userId, since, edition }: EntryAsked,
): Promise<EntryResult> {
  const held = await tx.get("conversations", entry.id);
  if (since !== undefined && held && held.edition !== edition) return LATE;
  if (entry.mode === "gone") {
    if (since !== undefined) await purge(tx, entry.id);
    return NOTHING;
  }
  if (entry.mode !== "frozen" && entry.ver < (since ?? 0)) {
    throw new ResetNeededError("A conversation was run back.");
  }
  const isReplacing = isWhole(entry, held);
  if (isReplacing && held && entry.ver < held.ver) return NOTHING;
  if (!isReplacing && (since ?? 0) > (held?.ver ?? 0)) return LATE;

  const merged = isReplacing
    ? await replaceWhole(tx, entry, held)
    : await mergeDelta(tx, entry, held);
  const finished = await finishEntry(tx, merged, { entry, userId });
  const { state, announcement } = held
    ? announce(finished, entry.messages, userId)
    : { state: passOver(finished), announcement: null };
  await putState(tx, state);
  return { isLate: false, announcement };
}

function isWhole(entry: SyncEntry, held: ConversationState | undefined): boolean {
  if (entry.mode === "head") return true;
  // A frozen conversation comes whole, unless only this person's receipt moved.
  return (
    entry.mode === "frozen" &&
    (entry.messages.length > 0 || entry.members.length > 0 || entry.ver !== held?.ver)
  );
}

/** Drops what was held of a conversation and keeps the newest rows, with a hole below. */
async function replaceWhole(
  tx: Writing,
  entry: SyncEntry,
  held: ConversationState | undefined,
): Promise<ConversationState> {
  await tx.removeMessages(entry.id);
  const fresh = createState(entry.id, await nextEdition(tx));
  const [first, last] = [entry.messages.at(0), entry.messages.at(-1)];
  const range: Range = first && last ? [first.seq, last.seq] : [entry.seq + 1, entry.seq];
  const state: ConversationState = {
    ...fresh,
    ver: entry.ver,
    seq: entry.seq,
    floor: entry.seq,
    ranges: [range],
    receipts: held?.receipts ?? {},
    receiptVer: held?.receiptVer ?? 0,
    readSeq: held?.readSeq ?? 0,
    deliveredSeq: held?.deliveredSeq ?? 0,
    confirmed: held?.confirmed ?? fresh.confirmed,
    announcedSeq: held?.announcedSeq ?? 0,
  };
  return mergeRows(tx, state, { rows: entry, floor: -1 });
}

async function mergeDelta(
  tx: Writing,
  entry: SyncEntry,
  held: ConversationState | undefined,
): Promise<ConversationState> {
  const state = held ?? createState(entry.id, await nextEdition(tx));
  const merged = await mergeRows(tx, state, { rows: entry, floor: state.ver });
  return { ...merged, ver: Math.max(state.ver, entry.ver) };
}

/** Receipts, the read cursor and the unread count of an entry. */
async function finishEntry(
  tx: Writing,
  merged: ConversationState,
  { entry, userId }: { entry: SyncEntry; userId: string },
): Promise<ConversationState> {
  let state = merged;
  if (entry.receiptVer >= state.receiptVer) {
    const isAll = entry.receiptsAll || entry.mode === "head";
    const base = { ...state, receipts: isAll ? {} : state.receipts };
    state = { ...mergeReceipts(base, entry.receipts, userId), receiptVer: entry.receiptVer };
  }
  state = {
    ...state,
    readSeq: Math.max(state.readSeq, entry.readSeq),
    confirmed: confirm(state.confirmed, { delivered: entry.readSeq, read: entry.readSeq }),
  };
  const isComplete = !entry.more && state.ver === entry.ver;
  if (isComplete) state = { ...state, seq: Math.max(state.seq, entry.seq) };
  const settled = await settle(tx, state, { rows: entry, userId });
  if (!settled.isUnreadStale || !isComplete || settled.readSeq !== entry.readSeq) return settled;
  return { ...settled, unread: entry.unread, isUnreadStale: false };
}

/** Removes a conversation that this person has no part in, with what waited to be sent there. */
async function purge(tx: Writing, conversationId: string): Promise<void> {
  await tx.remove("conversations", conversationId);
  await tx.removeMessages(conversationId);
  await tx.remove("drafts", conversationId);
  for (const table of ["outbox", "acked"] as const) {
    for (const row of await tx.all(table)) {
      if (row.conversationId === conversationId) await tx.remove(table, row.n);
    }
  }
}
