import type { ConversationView, ConversationWindow, WindowView } from "@parley/client/views";
import { useEffect, useMemo, useRef, useState } from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import { joinClasses } from "#kernel/class-names";
import { useObservable } from "#kernel/use-observable";
import { m } from "#messages";
import { Button } from "#ui/Button";
import { placeMessages } from "./group-messages.ts";
import { LatestButton } from "./LatestButton.tsx";
import { LoadRow } from "./LoadRow.tsx";
import { MessageItem } from "./MessageItem.tsx";
import { createThreadScroller } from "./thread-scroller.ts";
import { TypingLine } from "./TypingLine.tsx";
import { useMessageFocus } from "./use-message-focus.ts";
import { useThreadPlace } from "./use-thread-place.ts";
import { useThreadReach } from "./use-thread-reach.ts";

type MessageListProps = {
  label: string;
  conversation: ConversationView;
  opened: ConversationWindow;
  view: WindowView;
};

/** The height of `LoadRow` above the messages. */
const HEAD_PX = 56;

/** The messages of a conversation, only those near the window as elements. */
export function MessageList({ label, conversation, opened, view }: MessageListProps) {
  const element = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const [scroller] = useState(createThreadScroller);
  const [newCount] = useState(conversation.unread);
  const isAtEnd = useObservable(scroller.isAtEnd);
  const { shown, place, goToEnd, goToFirstUnread } = useThreadPlace({
    view,
    opened,
    list,
    scroller,
  });
  const isSettled = useObservable(place.isSettled);
  const highlightedSeq = useObservable(place.highlightedSeq);
  const places = useMemo(
    () => placeMessages(shown.rows, view.firstUnreadSeq),
    [shown.rows, view.firstUnreadSeq],
  );
  useThreadReach({ view, opened, element, list, scroller, place, headHeight: HEAD_PX });
  const focus = useMessageFocus(shown.rows, list);
  const typing = conversation.typing[0];

  useEffect(() => {
    if (element.current === null || content.current === null) return;
    return scroller.attach(element.current, content.current);
  }, [scroller]);

  const oldestSeq = view.rows.find((row) => row.seq !== null)?.seq ?? null;
  const isUnreadAbove =
    view.firstUnreadSeq !== null && oldestSeq !== null && oldestSeq > view.firstUnreadSeq;

  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={element}
        role="log"
        aria-label={label}
        aria-live={isAtEnd ? "polite" : "off"}
        {...focus.keys}
        className={joinClasses(
          "min-h-0 flex-1 overflow-x-hidden overflow-y-auto overscroll-contain [overflow-anchor:none] px-[18px] sm:px-6",
          !isSettled && "invisible",
        )}
      >
        <div ref={content} className="mx-auto flex min-h-full max-w-(--thread-max) flex-col">
          <div className="flex-1" />
          <LoadRow
            end="older"
            hasMore={view.hasOlder}
            isLoading={view.isLoadingOlder}
            hasFailed={view.hasLoadFailed}
            onLoad={() => void opened.loadOlder()}
          />
          <Virtualizer
            key={shown.generation}
            ref={list}
            as="ol"
            item="li"
            scrollRef={element}
            startMargin={HEAD_PX}
            shift={shown.shift}
            bufferSize={600}
            keepMounted={focus.currentIndex < 0 ? [] : [focus.currentIndex]}
            data={shown.rows}
          >
            {(row, index) => (
              <MessageItem
                key={row.id}
                row={row}
                {...(places[index] ?? lonely)}
                newCount={newCount}
                isCurrent={row.id === focus.currentId}
                isHighlighted={row.seq !== null && row.seq === highlightedSeq}
                onFocus={focus.handleFocus}
              />
            )}
          </Virtualizer>
          <LoadRow
            end="newer"
            hasMore={view.hasNewer}
            isLoading={view.isLoadingNewer}
            hasFailed={view.hasLoadFailed}
            onLoad={() => void opened.loadNewer()}
          />
          {typing && <TypingLine typing={typing} />}
          <div className="h-3.5 flex-none" />
        </div>
      </div>
      {isUnreadAbove && (
        <Button
          size="sm"
          icon="arrow-up"
          className="!absolute top-3 left-1/2 z-(--z-float) -translate-x-1/2 !rounded-full shadow-float"
          onClick={goToFirstUnread}
        >
          {m.messages_first_unread({ count: newCount })}
        </Button>
      )}
      <div className="relative mx-auto w-full max-w-[calc(var(--thread-max)+48px)]">
        {(!isAtEnd || view.hasNewer) && (
          <LatestButton count={conversation.unread} onClick={goToEnd} />
        )}
      </div>
    </div>
  );
}

const lonely = { isFirst: true, isLast: true, startsDay: false, startsUnread: false };
