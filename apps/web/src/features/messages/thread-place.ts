import { createSource, type Observable } from "@parley/client/observable";
import type { MessageRow, WindowView } from "@parley/client/views";
import type { VirtualizerHandle } from "virtua";
import type { Shown } from "./steady-rows.ts";
import type { ThreadScroller } from "./thread-scroller.ts";

/** The end, or the message with this seq. */
type Goal = "end" | number;

type Parts = {
  view: WindowView;
  shown: Shown<MessageRow>;
  list: VirtualizerHandle | null;
  scroller: ThreadScroller;
};

/** Brings the thread to where it should stand: the first unread message when it opens, where one jumps to, or the end. */
export type ThreadPlace = {
  highlightedSeq: Observable<number | null>;
  /** False while the place where the thread opens is still being fetched: nothing is shown or read till then. */
  isSettled: Observable<boolean>;
  goToEnd: () => void;
  goTo: (seq: number) => void;
  /** Scrolls, once what is wanted is there; call it after each commit. */
  settle: (parts: Parts) => void;
  /** True once for each message that has just been written here, which the thread follows. */
  isNewOwn: (last: MessageRow | undefined) => boolean;
  /** Somebody scrolls themselves: the thread stands where they leave it. */
  letGo: () => void;
};

const HIGHLIGHT_MS = 1800;
const ROOM_ABOVE_PX = 96;

export function createThreadPlace(view: WindowView): ThreadPlace {
  const highlightedSeq = createSource<number | null>(null);
  const isSettled = createSource(false);
  let goal: Goal | null = view.firstUnreadSeq ?? "end";
  let lastId = view.rows.at(-1)?.id;
  let scrolledTo: number | null = null;
  let fading: ReturnType<typeof setTimeout> | undefined;

  function highlight(seq: number) {
    clearTimeout(fading);
    highlightedSeq.set(seq);
    fading = setTimeout(() => highlightedSeq.set(null), HIGHLIGHT_MS);
  }

  /** A message keeps its place while rows come above it, which moves its index. */
  function scrollTo(seq: number, { shown, list, scroller }: Parts) {
    const index = shown.rows.findIndex((row) => row.seq === seq);
    if (index === -1 || index === scrolledTo) return;
    scrolledTo = index;
    isSettled.set(true);
    scroller.release();
    list?.scrollToIndex(index, { align: "start", offset: -ROOM_ABOVE_PX });
  }

  return {
    highlightedSeq,
    isSettled,
    goToEnd() {
      goal = "end";
    },
    goTo(seq) {
      goal = seq;
      scrolledTo = null;
      highlight(seq);
    },
    settle(parts) {
      if (goal === null || parts.shown.rows !== parts.view.rows) return;
      if (goal !== "end") return scrollTo(goal, parts);
      if (parts.view.hasNewer) return;
      parts.scroller.toEnd();
      isSettled.set(true);
      goal = null;
    },
    isNewOwn(last) {
      const isNew = last?.id !== lastId;
      lastId = last?.id;
      const state = last?.delivery?.state;
      return isNew && (state === "queued" || state === "sending");
    },
    letGo() {
      if (goal !== "end") goal = null;
    },
  };
}
