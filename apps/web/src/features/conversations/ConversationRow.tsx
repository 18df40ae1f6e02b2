import type { ConversationView } from "@parley/client/views";
import { memo, type KeyboardEvent } from "react";
import { Link } from "wouter";
import { joinClasses } from "#kernel/class-names";
import { useMe } from "#kernel/session";
import { m } from "#messages";
import { Avatar } from "#ui/Avatar";
import { Badge } from "#ui/Badge";
import { LanguagePair } from "#ui/LanguagePair";
import { RelativeTime } from "#ui/RelativeTime";
import { ConversationPreview } from "./ConversationPreview.tsx";
import { findTrade } from "#kernel/trade";

type ConversationRowProps = { conversation: ConversationView; isSelected: boolean };

/** One conversation in the list: who, what they trade, the newest thing in it. */
export const ConversationRow = memo(function ConversationRow(props: ConversationRowProps) {
  const { conversation, isSelected } = props;
  const me = useMe();
  const { partner, unread } = conversation;
  const name = conversation.title ?? partner?.name ?? m.conversations_somebody();
  const { learn, teach } = partner ? findTrade(me, partner) : { learn: null, teach: null };
  const isUnread = unread > 0;
  return (
    <Link
      href={`/chats/${conversation.id}`}
      aria-current={isSelected ? "page" : undefined}
      data-row={conversation.id}
      onKeyDown={moveInList}
      className={joinClasses(
        "grid grid-cols-[50px_minmax(0,1fr)] gap-3 rounded-lg px-3 py-2.5 no-underline focus-visible:rounded-lg focus-visible:-outline-offset-2 sm:grid-cols-[44px_minmax(0,1fr)]",
        isSelected
          ? "bg-selected [--row-bg:var(--bg-selected)] contrast:inset-ring-2 contrast:inset-ring-fg"
          : "hover:bg-hover hover:[--row-bg:var(--bg-hover)]",
      )}
    >
      <Avatar
        name={name}
        avatarUrl={partner?.avatarUrl ?? null}
        presence={conversation.presence.state ?? "offline"}
        className="max-sm:!size-[50px]"
      />
      <div className="@container min-w-0">
        <div className="flex h-5.5 min-w-0 items-center gap-1.5 sm:h-5">
          <span
            dir="auto"
            className={joinClasses(
              "min-w-0 truncate text-base sm:text-md",
              isUnread ? "font-semibold" : "font-medium",
            )}
          >
            {name}
          </span>
          {learn && teach && (
            <span className="contents @max-[11rem]:hidden">
              <LanguagePair viewer={me} learn={learn.code} teach={teach.code} />
            </span>
          )}
          <RelativeTime
            at={conversation.last?.at ?? conversation.lastActivity}
            className={joinClasses(
              "ms-auto flex-none ps-1.5 text-xs",
              isUnread ? "font-medium text-fg" : "text-fg-subtle",
            )}
          />
        </div>
        <div className="mt-0.5 flex h-5.5 min-w-0 items-center gap-2">
          <ConversationPreview conversation={conversation} isSelected={isSelected} />
          <Badge
            count={unread}
            label={
              unread === 1
                ? m.conversations_unread_one()
                : m.conversations_unread_many({ count: unread })
            }
          />
        </div>
      </div>
    </Link>
  );
});

/** The arrow keys, Home and End move between the rows of the list. */
function moveInList(event: KeyboardEvent<HTMLElement>): void {
  const list = event.currentTarget.closest("ul");
  const rows = Array.from(list?.querySelectorAll<HTMLElement>("[data-row]") ?? []);
  const place = rows.indexOf(event.currentTarget);
  const wanted = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: rows.length - 1 };
  const next = Object.entries(wanted).find(([key]) => key === event.key)?.[1];
  if (next === undefined) return;
  event.preventDefault();
  rows[Math.max(0, Math.min(rows.length - 1, next))]?.focus();
}
