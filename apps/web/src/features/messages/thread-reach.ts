import type { ConversationWindow, MessageRow, WindowView } from "@parley/client/views";
import type { VirtualizerHandle } from "virtua";

const VIEWPORTS_AHEAD = 3;
const SEEN_PX = 40;

/** Asks for what is less than three viewports away, unless the last attempt failed: then a person asks. */
export function fetchAhead(
  scrolled: HTMLElement,
  view: WindowView,
  window: ConversationWindow,
): void {
  if (view.hasLoadFailed) return;
  const ahead = scrolled.clientHeight * VIEWPORTS_AHEAD;
  const below = scrolled.scrollHeight - scrolled.scrollTop - scrolled.clientHeight;
  if (view.hasOlder && !view.isLoadingOlder && scrolled.scrollTop < ahead) void window.loadOlder();
  if (view.hasNewer && !view.isLoadingNewer && below < ahead) void window.loadNewer();
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
