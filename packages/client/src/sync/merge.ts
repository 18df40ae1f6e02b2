import type { ConversationRow, Member } from "@parley/protocol/conversations";
import { FriendRequest } from "@parley/protocol/friends";
import type { Message } from "@parley/protocol/messages";
import type { User } from "@parley/protocol/profiles";
import type { Change } from "@parley/protocol/sync";
import { UserChange } from "@parley/protocol/sync";
import type { ConversationState } from "../store/rows.ts";
import type { Reading, Writing } from "../store/store.ts";
import { growRanges, isHeld, newestRange } from "./ranges.ts";

/** Most that an unread count says. */
const MOST_UNREAD = 1000;

/** Rows of one conversation as an event, an entry or a page of history carries them. */
export interface IncomingRows {
  messages?: readonly Message[] | undefined;
  members?: readonly Member[] | undefined;
  conversation?: ConversationRow | undefined;
}

/** What is held contradicts what the server says (two messages at one place, a counter run back). */
export class ResetNeededError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ResetNeededError";
  }
}

/**
 * The merge rule: a row is applied iff its `ver` is above the one held, and above `floor` (the
 * cursor for rows of an event; −1 when the rows are the server's present state).
 * Returns the state with its rows merged; ranges and counts follow in `settle`.
 */
export async function mergeRows(
  tx: Writing,
  state: ConversationState,
  { rows, floor }: { rows: IncomingRows; floor: number },
): Promise<ConversationState> {
  for (const message of rows.messages ?? []) {
    if (message.ver > floor) await mergeMessage(tx, message);
  }
  let { members, row } = state;
  for (const member of rows.members ?? []) {
    if (member.ver > floor && member.ver > (members[member.userId]?.ver ?? -1)) {
      members = { ...members, [member.userId]: member };
    }
  }
  const { conversation } = rows;
  if (conversation && conversation.ver > floor && conversation.ver > (row?.ver ?? -1)) {
    row = conversation;
  }
  return { ...state, members, row };
}

async function mergeMessage(tx: Writing, message: Message): Promise<void> {
  const held = await tx.get("messages", [message.conversationId, message.id]);
  if (held && held.ver >= message.ver) return;
  if (held && held.seq !== message.seq) throw new ResetNeededError("A message changed its place.");
  if (!held && (await tx.messageAt(message.conversationId, message.seq))) {
    throw new ResetNeededError("Two messages are at one place.");
  }
  await tx.put("messages", message);
}

/** Brings ranges, last seq, preview, delivery and unread count up to the rows now stored. */
export async function settle(
  tx: Reading,
  state: ConversationState,
  { rows, userId }: { rows: IncomingRows; userId: string },
): Promise<ConversationState> {
  const incoming = rows.messages ?? [];
  const ranges = await growRanges(
    state.ranges,
    state.floor,
    async (seq) => (await tx.messageAt(state.id, seq)) !== undefined,
  );
  let { seq, deliveredSeq } = state;
  for (const message of incoming) {
    if (message.ver <= state.ver) seq = Math.max(seq, message.seq);
    if (message.senderId !== userId) deliveredSeq = Math.max(deliveredSeq, message.seq);
  }
  const [, top] = newestRange(ranges);
  const isPreviewOld = state.last?.seq !== top || incoming.some(({ id }) => id === state.last?.id);
  const last = isPreviewOld ? ((await tx.messageAt(state.id, top)) ?? null) : state.last;
  return countUnread(tx, { ...state, ranges, seq, deliveredSeq, last }, userId);
}

/**
 * Unread by its definition: messages above the read cursor that are not one's own, not of the
 * system and not deleted. Where the rows down to the cursor are not all held, it is only known to
 * be stale, and the next sync asks.
 */
export async function countUnread(
  tx: Reading,
  state: ConversationState,
  userId: string,
): Promise<ConversationState> {
  const { readSeq, seq } = state;
  if (readSeq >= seq) return { ...state, unread: 0, isUnreadStale: false };
  if (!isHeld(state.ranges, readSeq + 1, seq)) {
    const unread = Math.min(state.unread, seq - readSeq);
    return { ...state, unread, isUnreadStale: true };
  }
  const rows = await tx.messagesIn({ conversationId: state.id, from: readSeq + 1, to: seq });
  const unread = rows.filter((row) => countsAsUnread(row, userId)).length;
  return { ...state, unread: Math.min(unread, MOST_UNREAD), isUnreadStale: false };
}

/** True for a message that somebody else wrote and that can still be read. */
export function countsAsUnread(message: Message, userId: string): boolean {
  return message.senderId !== userId && message.kind !== "system" && message.deletedAt === null;
}

/** Writes a state as the next revision of its edition. */
export async function putState(tx: Writing, state: ConversationState): Promise<void> {
  await tx.put("conversations", { ...state, revision: state.revision + 1 });
}

/** Merges people by the profile's own counter, wherever they appeared. */
export async function mergeUsers(tx: Writing, users: readonly User[] = []): Promise<void> {
  for (const user of users) {
    const held = await tx.get("people", user.id);
    if (!held || user.ver > held.ver) await tx.put("people", user);
  }
}

/** Merges a person's own changes; tombstones are kept, so that late rows stay dead. */
export async function mergeChanges(tx: Writing, changes: readonly Change[]): Promise<void> {
  for (const change of changes) {
    const held = await tx.get("changes", [change.kind, change.id]);
    if (held && held.ver >= change.ver) continue;
    await tx.put("changes", change);
    await mergeUsers(tx, usersOf(change));
  }
}

function usersOf(change: Change): User[] {
  if (change.kind === "user") {
    const row = UserChange.safeParse(change.row);
    if (!row.success) return [];
    const { friend: _friend, ...user } = row.data;
    return [user];
  }
  if (change.kind === "request") {
    const row = FriendRequest.safeParse(change.row);
    return row.success ? [row.data.from, row.data.to] : [];
  }
  return [];
}
