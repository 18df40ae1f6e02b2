import type { MessageRow } from "@parley/client/views";
import { memo, useState } from "react";
import { joinClasses } from "#kernel/class-names";
import { inkOf } from "#kernel/ink";
import { useMe } from "#kernel/session";
import { formatDay } from "#kernel/time";
import { useNow } from "#kernel/use-now";
import { m } from "#messages";
import type { Placement } from "./group-messages.ts";
import { MessageBubble } from "./MessageBubble.tsx";
import { MessageStatus } from "./MessageStatus.tsx";
import { MessageToolbar } from "./MessageToolbar.tsx";
import { useThread } from "./thread-context.ts";
import { useLongPress } from "./use-long-press.ts";

type MessageItemProps = Placement & {
  row: MessageRow;
  /** How many messages stand below the divider of unread ones. */
  newCount: number;
  /** The one message of the thread that the Tab key reaches. */
  isCurrent: boolean;
  isHighlighted: boolean;
  onFocus: (id: string) => void;
};

const FRESH_MS = 1500;

/** A message in its place of the thread, with the day or the divider above it. */
export const MessageItem = memo(function MessageItem(props: MessageItemProps) {
  const { row, isFirst, isLast } = props;
  const thread = useThread();
  const me = useMe();
  const handles = {
    ...useLongPress(() => thread.openSheet(row)),
    tabIndex: props.isCurrent ? 0 : -1,
    onFocus: () => props.onFocus(row.id),
  };
  const [isFresh] = useState(() => Math.abs(Date.now() - Date.parse(row.at)) < FRESH_MS);
  return (
    <>
      {props.startsDay && <DayDivider at={row.at} />}
      {props.startsUnread && <UnreadDivider count={props.newCount} />}
      <div className={joinClasses("flex flex-col", isFirst ? "pt-3.5" : "pt-[3px]")}>
        <div
          role="article"
          aria-labelledby={`m-${row.id}`}
          data-message={row.id}
          data-ink={inkOf(row.lang, me)}
          {...handles}
          className={joinClasses(
            "group relative flex max-w-[88%] flex-col rounded-bubble outline-offset-3 focus-visible:rounded-bubble sm:max-w-[min(480px,78%)]",
            "pointer-coarse:select-none pointer-coarse:[-webkit-touch-callout:none]",
            row.isMine ? "items-end self-end" : "items-start self-start",
            isFresh && "animate-rise",
          )}
        >
          <MessageBubble {...{ row, isFirst, isLast }} isHighlighted={props.isHighlighted} />
          <MessageToolbar row={row} />
          <MessageStatus row={row} />
        </div>
      </div>
    </>
  );
});

function DayDivider({ at }: { at: string }) {
  const now = useNow(60_000);
  return (
    <div className="flex justify-center pt-[18px] pb-3.5">
      <span className="inline-flex h-6 items-center rounded-full bg-sunken px-2.5 text-xs leading-none font-medium text-fg-muted contrast:inset-ring contrast:inset-ring-border">
        {formatDay(at, now)}
      </span>
    </div>
  );
}

function UnreadDivider({ count }: { count: number }) {
  return (
    <div className="flex items-center gap-3 pt-5 pb-3.5 text-xs leading-none font-semibold before:h-px before:flex-1 before:bg-border-strong after:h-px after:flex-1 after:bg-border-strong">
      {count === 1 ? m.messages_new_one() : m.messages_new_many({ count })}
    </div>
  );
}
