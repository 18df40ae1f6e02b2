import type { ConversationWindow, MessageRow, WindowView } from "@parley/client/views";
import type { VirtualizerHandle } from "virtua";

const VIEWPORTS_AHEAD = 3;
const SEEN_PX = 40;

export type Direction = "up" | "down";

/**
 * Asks for what is less than three viewports away in the direction one goes, as the window may give up
 * rows at its other end. After a failed attempt a person asks.
 */
export function fetchAhead(
  scrolled: HTMLElement,
  {
    view,
    opened,
    direction,
  }: { view: WindowView; opened: ConversationWindow; direction: Direction },
): void {
  if (view.hasLoadFailed) return;
  const ahead = scrolled.clientHeight * VIEWPORTS_AHEAD;
  const below = scrolled.scrollHeight - scrolled.scrollTop - scrolled.clientHeight;
  const isGoingUp = direction === "up" || scrolled.scrollTop <= 0;
  const wantsOlder = view.hasOlder && scrolled.scrollTop < ahead && isGoingUp;
  const wantsNewer = view.hasNewer && below < ahead && direction === "down";
  if (wantsOlder && !view.isLoadingOlder) void opened.loadOlder();
  if (wantsNewer && !view.isLoadingNewer) void opened.loadNewer();
}

/** The newest message of history that has really come into view; `bottom` is where the view ends, in pixels of the list. */
export function findLastSeen(
  list: Pick<VirtualizerHandle, "findItemIndex" | "getItemOffset" | "getItemSize">,
  rows: readonly MessageRow[],
  bottom: number,
): number | null {
  const isShown = (index: number) =>
    bottom - list.getItemOffset(index) >= Math.min(SEEN_PX, list.getItemSize(index));
  const last = rows.findLastIndex((row, index) => row.seq !== null && isShown(index));
  return rows[last]?.seq ?? null;
}
