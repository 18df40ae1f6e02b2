import type { SyncRequest } from "@parley/protocol/sync";
import type { View } from "#features/conversations";

/** A conversation to answer, with what the client holds of it. */
export interface Ask {
  view: View;
  /** The client's cursor; 0 when it holds nothing that counts. */
  cursor: number;
  /** The client's receiptVer; −1 when all receipts are wanted. */
  receiptCursor: number;
  /** A delta cannot bring the client up to date. */
  isWhole: boolean;
}

/** Where the answer before this one ended. */
export type Position = readonly [number, string];

/** Conversations that changed or are not held, the open one first, then by recent activity. */
export function chooseEntries(
  views: readonly View[],
  request: SyncRequest,
  { isSameEpoch, after }: { isSameEpoch: boolean; after: Position | null },
): Ask[] {
  const listed = new Map(request.conversations.map((cursor) => [cursor[0], cursor]));
  const asks: Ask[] = [];
  for (const view of views) {
    const held = listed.get(view.id);
    if (!held && (request.only || !isInRange(view.id, request.range))) continue;
    if (after && !isAfter(view, after)) continue;
    const ask = toAsk(view, isSameEpoch ? held : undefined);
    if (ask) asks.push(ask);
  }
  const first = after ? null : request.open;
  return asks.sort(
    (a, b) =>
      Number(b.view.id === first) - Number(a.view.id === first) || compareActivity(a.view, b.view),
  );
}

/** Ids that the client lists and this person never was a member of. */
export function findGone(views: readonly View[], request: SyncRequest): string[] {
  const known = new Set(views.map(({ id }) => id));
  return [...new Set(request.conversations.map(([id]) => id))].filter((id) => !known.has(id));
}

function toAsk(view: View, held: SyncRequest["conversations"][number] | undefined): Ask | null {
  if (!held) return { view, cursor: 0, receiptCursor: -1, isWhole: true };
  const [, cursor, receiptVer] = held;
  if (cursor === view.ver && isReceiptVerCurrent(view, receiptVer)) return null;
  return {
    view,
    cursor,
    // A receiptVer above ours comes from a history that is no more.
    receiptCursor: receiptVer > view.receiptVer && !view.hasLeft ? 0 : receiptVer,
    isWhole: view.hasLeft || cursor > view.ver || cursor < view.joinVer,
  };
}

/** Others' receipts no longer count for somebody who left: a higher cursor from before is as good. */
function isReceiptVerCurrent(view: View, receiptVer: number): boolean {
  return view.hasLeft ? receiptVer >= view.receiptVer : receiptVer === view.receiptVer;
}

function isInRange(id: string, range: SyncRequest["range"]): boolean {
  return !range || (id > range[0] && id <= range[1]);
}

function isAfter(view: View, [at, id]: Position): boolean {
  return view.at.getTime() < at || (view.at.getTime() === at && view.id > id);
}

function compareActivity(a: View, b: View): number {
  return b.at.getTime() - a.at.getTime() || (a.id < b.id ? -1 : 1);
}
