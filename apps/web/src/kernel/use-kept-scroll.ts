import { useLayoutEffect, useRef, type RefObject } from "react";

const tops = new Map<string, number>();

/**
 * Keeps how far the list that `element` stands in was scrolled, and goes there again when whoever was
 * away comes back to the same `place`. Null until there is something to scroll.
 */
export function useKeptScroll(element: RefObject<HTMLElement | null>, place: string | null): void {
  const isThere = useRef(false);
  useLayoutEffect(() => {
    const scroller = findScroller(element.current);
    if (place === null || scroller === null) return;
    if (!isThere.current) scroller.scrollTop = tops.get(place) ?? 0;
    isThere.current = true;
    const { signal, stop } = listening();
    scroller.addEventListener("scroll", () => tops.set(place, scroller.scrollTop), {
      signal,
      passive: true,
    });
    return stop;
  }, [element, place]);
}

function listening(): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, stop: () => controller.abort() };
}

function findScroller(element: HTMLElement | null): HTMLElement | null {
  if (element === null) return null;
  const { overflowY } = getComputedStyle(element);
  const scrolls = overflowY === "auto" || overflowY === "scroll";
  return scrolls ? element : findScroller(element.parentElement);
}
