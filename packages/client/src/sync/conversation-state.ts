import type { Receipt } from "@parley/protocol/conversations";
import type { ConversationState } from "../store/rows.ts";
import { FROM_THE_START } from "./ranges.ts";

/** A conversation of which nothing is known yet. */
export function createState(id: string, edition: number): ConversationState {
  return {
    id,
    ver: 0,
    receiptVer: 0,
    seq: 0,
    floor: 0,
    ranges: FROM_THE_START,
    row: null,
    members: {},
    receipts: {},
    readSeq: 0,
    deliveredSeq: 0,
    confirmed: { delivered: 0, read: 0 },
    unread: 0,
    isUnreadStale: false,
    edition,
    revision: 0,
    announcedSeq: 0,
    last: null,
  };
}

/** True when this person was a member and is not any more: history is readable up to the leaving. */
export function isFrozen(state: ConversationState, userId: string): boolean {
  return state.members[userId]?.role === null;
}

/** Merges receipts by maximum; this person's own moves the read cursor and counts as confirmed. */
export function mergeReceipts(
  state: ConversationState,
  incoming: readonly Receipt[],
  userId: string,
): ConversationState {
  if (incoming.length === 0) return state;
  const receipts = { ...state.receipts };
  let { readSeq, confirmed } = state;
  for (const receipt of incoming) {
    const held = receipts[receipt.userId];
    receipts[receipt.userId] = {
      userId: receipt.userId,
      delivered: Math.max(held?.delivered ?? 0, receipt.delivered),
      read: Math.max(held?.read ?? 0, receipt.read),
    };
    if (receipt.userId === userId) {
      readSeq = Math.max(readSeq, receipt.read);
      confirmed = confirm(confirmed, receipt);
    }
  }
  return { ...state, receipts, readSeq, confirmed };
}

/** What the server has of this person's own receipt, after it said so once more. */
export function confirm(
  confirmed: ConversationState["confirmed"],
  said: { delivered: number; read: number },
): ConversationState["confirmed"] {
  return {
    delivered: Math.max(confirmed.delivered, said.delivered),
    read: Math.max(confirmed.read, said.read),
  };
}
