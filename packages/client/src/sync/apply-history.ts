import type { HistoryPage } from "@parley/protocol/messages";
import type { Writing } from "../store/store.ts";
import { mergeRows, mergeUsers, putState, settle } from "./merge.ts";
import { readMeta } from "./meta.ts";
import { addRange } from "./ranges.ts";

/** How a conversation stood when a page of its history was asked for. */
export interface HistoryAsked {
  conversationId: string;
  edition: number;
  userId: string;
}

/**
 * Keeps a page of history: its rows are held from now on, without a gap. Returns false, and keeps
 * nothing, when the conversation was replaced since the request or the page is of another epoch.
 */
export async function applyHistory(
  tx: Writing,
  page: HistoryPage,
  { conversationId, edition, userId }: HistoryAsked,
): Promise<boolean> {
  const state = await tx.get("conversations", conversationId);
  const { epoch } = await readMeta(tx, "sync");
  if (!state || state.edition !== edition || page.epoch !== epoch) return false;
  await mergeUsers(tx, page.users);
  const rows = { messages: page.items };
  const merged = await mergeRows(tx, state, { rows, floor: -1 });
  const [first, last] = [page.items.at(0), page.items.at(-1)];
  const ranges = first && last ? addRange(state.ranges, [first.seq, last.seq]) : state.ranges;
  await putState(tx, await settle(tx, { ...merged, ranges }, { rows, userId }));
  return true;
}
