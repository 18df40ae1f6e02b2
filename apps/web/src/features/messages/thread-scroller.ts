import { createSource, type Observable } from "@parley/client/observable";

/** Keeps a thread at its end while somebody reads there, whatever grows: messages, fonts, the composer. */
export type ThreadScroller = {
  /** Whether the newest messages are in view. */
  isAtEnd: Observable<boolean>;
  /** Watches the scrolling element and what is in it until the returned function is called. */
  attach(element: HTMLElement, content: HTMLElement): () => void;
  handleScroll(): void;
  /** Says whether messages are missing below: then the end of what is shown is not the end. */
  handleRows(hasNewer: boolean): void;
  toEnd(): void;
  /** Lets go of the end, before the thread is scrolled elsewhere. */
  release(): void;
};

const NEAR_END_PX = 48;

export function createThreadScroller(): ThreadScroller {
  const isAtEnd = createSource(true);
  let scrolled: HTMLElement | null = null;
  let lastTop = 0;
  let isOpenBelow = false;

  function distanceToEnd(element: HTMLElement): number {
    return element.scrollHeight - element.scrollTop - element.clientHeight;
  }

  function settle() {
    if (scrolled === null || isOpenBelow) return;
    if (isAtEnd.get()) scrolled.scrollTop = scrolled.scrollHeight;
    else if (distanceToEnd(scrolled) <= 1) isAtEnd.set(true);
  }

  return {
    isAtEnd,
    attach(element, content) {
      scrolled = element;
      const observer = new ResizeObserver(settle);
      observer.observe(element);
      observer.observe(content);
      return () => {
        observer.disconnect();
        scrolled = null;
      };
    },
    handleScroll() {
      if (scrolled === null) return;
      const top = scrolled.scrollTop;
      if (distanceToEnd(scrolled) <= NEAR_END_PX && !isOpenBelow) isAtEnd.set(true);
      else if (top < lastTop - 1) isAtEnd.set(false);
      lastTop = top;
    },
    handleRows(hasNewer) {
      isOpenBelow = hasNewer;
      if (hasNewer) isAtEnd.set(false);
    },
    toEnd() {
      isAtEnd.set(true);
      settle();
    },
    release: () => isAtEnd.set(false),
  };
}
