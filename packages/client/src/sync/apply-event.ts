import type { ConversationChanged, ReceiptChanged, UserChanged } from "@parley/protocol/events";
import type { Writing } from "../store/store.ts";
import { announce, type Announcement } from "./announce.ts";
import { createState, isFrozen, mergeReceipts } from "./conversation-state.ts";
import { countUnread, mergeChanges, mergeRows, mergeUsers, putState, settle } from "./merge.ts";
import { advanceUserVer, nextEdition, readMeta } from "./meta.ts";

/**
 * What became of an event.
 * - `done`: merged, or known already.
 * - `hold`: changes before it are missing; they may be on their way.
 * - `ask`: only a sync can say what changed (a poke).
 * - `foreign`: it is of another epoch.
 */
export type Outcome =
  | { kind: "done"; announcement: Announcement | null }
  | { kind: "hold" | "ask" | "foreign" };

const DONE: Outcome = { kind: "done", announcement: null };

/** Applies the changes in `(since, ver]` of a conversation. */
export async function applyConversationEvent(
  tx: Writing,
  event: ConversationChanged,
  userId: string,
): Promise<Outcome> {
  if (event.epoch !== (await readMeta(tx, "sync")).epoch) return { kind: "foreign" };
  const held = await tx.get("conversations", event.conversationId);
  const cursor = held?.ver ?? 0;
  if (event.ver <= cursor) return DONE;
  if (isPoke(event) || (held && isFrozen(held, userId))) return { kind: "ask" };
  if (event.since > cursor) return { kind: "hold" };

  await mergeUsers(tx, event.users);
  const before = held ?? createState(event.conversationId, await nextEdition(tx));
  const merged = await mergeRows(tx, before, { rows: event, floor: cursor });
  const moved = { ...merged, ver: event.ver };
  const settled = await settle(tx, moved, { rows: event, userId });
  const { state, announcement } = announce(settled, event.messages ?? [], userId);
  await putState(tx, state);
  return { kind: "done", announcement };
}

function isPoke({ messages, reactions, members, conversation }: ConversationChanged): boolean {
  return !messages?.length && !reactions?.length && !members?.length && !conversation;
}

/** Applies the changes in `(since, ver]` of the person. */
export async function applyUserEvent(tx: Writing, event: UserChanged): Promise<Outcome> {
  const { epoch, userVer } = await readMeta(tx, "sync");
  if (event.epoch !== epoch) return { kind: "foreign" };
  if (event.ver <= userVer) return DONE;
  if (event.changes.length === 0) return { kind: "ask" };
  if (event.since > userVer) return { kind: "hold" };
  await mergeChanges(tx, event.changes);
  await advanceUserVer(tx, event.ver);
  return DONE;
}

/** Merges a receipt by maximum. The cursor of receipts stays: only a sync knows what is complete. */
export async function applyReceiptEvent(
  tx: Writing,
  event: ReceiptChanged,
  userId: string,
): Promise<Outcome> {
  if (event.epoch !== (await readMeta(tx, "sync")).epoch) return { kind: "foreign" };
  const state = await tx.get("conversations", event.conversationId);
  if (!state || event.receiptVer <= state.receiptVer) return DONE;
  const merged = mergeReceipts(state, [event], userId);
  await putState(tx, await countUnread(tx, merged, userId));
  return DONE;
}
