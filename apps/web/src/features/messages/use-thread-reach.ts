import type { ConversationWindow, WindowView } from "@parley/client/views";
import { useEffect, useEffectEvent, type RefObject } from "react";
import type { VirtualizerHandle } from "virtua";
import { fetchAhead, findLastSeen } from "./thread-reach.ts";
import type { ThreadScroller } from "./thread-scroller.ts";

type ReachOptions = {
  view: WindowView;
  opened: ConversationWindow;
  element: RefObject<HTMLElement | null>;
  list: RefObject<VirtualizerHandle | null>;
  scroller: ThreadScroller;
  /** Height of what stands above the first row, in pixels. */
  headHeight: number;
};

/** Fetches what is about to come into view, and tells how far was read. */
export function useThreadReach(options: ReachOptions): void {
  const { view, opened, element, list, scroller, headHeight } = options;

  const reach = useEffectEvent((shown: WindowView, window: ConversationWindow) => {
    const scrolled = element.current;
    if (scrolled === null) return;
    fetchAhead(scrolled, shown, window);
    if (list.current === null || document.visibilityState !== "visible") return;
    const bottom = scrolled.scrollTop + scrolled.clientHeight - headHeight;
    const seq = findLastSeen(list.current, shown.rows, bottom);
    if (seq !== null) window.markRead(seq);
  });

  useEffect(() => {
    const frame = requestAnimationFrame(() => reach(view, opened));
    return () => cancelAnimationFrame(frame);
  }, [view, opened]);

  useEffect(() => {
    const { signal, ...stop } = startListening();
    const again = () => reach(opened.view.get(), opened);
    const handleScroll = () => {
      scroller.handleScroll();
      again();
    };
    element.current?.addEventListener("scroll", handleScroll, { signal, passive: true });
    document.addEventListener("visibilitychange", again, { signal });
    addEventListener("resize", again, { signal });
    return () => stop.end();
  }, [opened, element, scroller]);
}

function startListening(): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, end: () => controller.abort() };
}
