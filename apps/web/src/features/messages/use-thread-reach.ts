import type { ConversationWindow, WindowView } from "@parley/client/views";
import { useEffect, useEffectEvent, useRef, type RefObject } from "react";
import type { VirtualizerHandle } from "virtua";
import { fetchAhead, findLastSeen, type Direction } from "./thread-reach.ts";
import type { ThreadPlace } from "./thread-place.ts";
import type { ThreadScroller } from "./thread-scroller.ts";

type ReachOptions = {
  view: WindowView;
  opened: ConversationWindow;
  element: RefObject<HTMLElement | null>;
  list: RefObject<VirtualizerHandle | null>;
  scroller: ThreadScroller;
  place: ThreadPlace;
  /** Height of what stands above the first row, in pixels. */
  headHeight: number;
};

/** Fetches what is about to come into view, and tells how far was read. */
export function useThreadReach(options: ReachOptions): void {
  const { view, opened, element, list, scroller, place, headHeight } = options;

  const direction = useRef<Direction>("up");
  const lastTop = useRef(0);

  const reach = useEffectEvent((shown: WindowView, window: ConversationWindow) => {
    const scrolled = element.current;
    if (scrolled === null) return;
    fetchAhead(scrolled, { view: shown, opened: window, direction: direction.current });
    const isShown = place.isSettled.get() && document.visibilityState === "visible";
    if (list.current === null || !isShown) return;
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
      const top = element.current?.scrollTop ?? 0;
      if (top !== lastTop.current) direction.current = top < lastTop.current ? "up" : "down";
      lastTop.current = top;
      again();
    };
    element.current?.addEventListener("scroll", handleScroll, { signal, passive: true });
    for (const input of ["wheel", "touchstart", "pointerdown", "keydown"]) {
      element.current?.addEventListener(input, place.letGo, { signal, passive: true });
    }
    place.isSettled.subscribe(again, signal);
    document.addEventListener("visibilitychange", again, { signal });
    addEventListener("resize", again, { signal });
    return () => stop.end();
  }, [opened, element, scroller, place]);
}

function startListening(): { signal: AbortSignal; end: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, end: () => controller.abort() };
}
