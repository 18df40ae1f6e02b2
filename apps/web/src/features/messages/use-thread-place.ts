import type { ConversationWindow, MessageRow, WindowView } from "@parley/client/views";
import { useEffect, useEffectEvent, useLayoutEffect, useState, type RefObject } from "react";
import type { VirtualizerHandle } from "virtua";
import { useObservable } from "#kernel/use-observable";
import { createSteadyRows, type Shown } from "./steady-rows.ts";
import { createThreadPlace, type ThreadPlace } from "./thread-place.ts";
import type { ThreadScroller } from "./thread-scroller.ts";

type PlaceOptions = {
  view: WindowView;
  opened: ConversationWindow;
  list: RefObject<VirtualizerHandle | null>;
  scroller: ThreadScroller;
};

type PlacedThread = {
  shown: Shown<MessageRow>;
  place: ThreadPlace;
  goToEnd: () => void;
  goToFirstUnread: () => void;
};

/** Opens the thread at the first unread message, follows what is written here, and jumps where one asks. */
export function useThreadPlace({ view, opened, list, scroller }: PlaceOptions): PlacedThread {
  const [steady] = useState(() => createSteadyRows(view.rows));
  const [place] = useState(() => createThreadPlace(view));
  const shown = useObservable(steady);
  const last = view.rows.at(-1);

  function goToEnd() {
    place.goToEnd();
    if (view.hasNewer) void opened.jumpToEnd();
    else place.settle({ view, shown, list: list.current, scroller });
  }

  function goToFirstUnread() {
    if (view.firstUnreadSeq === null) return;
    place.goTo(view.firstUnreadSeq);
    place.settle({ view, shown, list: list.current, scroller });
    void opened.jumpToFirstUnread();
  }

  const followOwn = useEffectEvent((row: MessageRow | undefined) => {
    if (place.isNewOwn(row)) goToEnd();
  });
  const openAtUnread = useEffectEvent((window: ConversationWindow) => {
    if (place.isSettled.get()) return;
    void window.jumpToFirstUnread().finally(() => {
      if (!window.view.get().rows.some((row) => row.seq === view.firstUnreadSeq)) goToEnd();
    });
  });

  useLayoutEffect(() => {
    steady.follow(view.rows);
    scroller.handleRows(view.hasNewer);
    place.settle({ view, shown, list: list.current, scroller });
  }, [steady, place, scroller, list, view, shown]);
  useEffect(() => followOwn(last), [last]);
  useEffect(() => openAtUnread(opened), [opened]);

  return { shown, place, goToEnd, goToFirstUnread };
}
