import type { ConversationView, Preview, TypingView } from "@parley/client/views";
import type { CallSummary } from "@parley/protocol/calls";
import { describeCall, iconOfCall, isMissedCall } from "#kernel/call-words";
import { joinClasses } from "#kernel/class-names";
import { inkOf } from "#kernel/ink";
import { languageName } from "#kernel/languages";
import { useMe } from "#kernel/session";
import { DeliveryTick, TypingDots } from "#features/messages";
import { m } from "#messages";
import { Icon } from "#ui/Icon";

type ConversationPreviewProps = { conversation: ConversationView; isSelected: boolean };

/** The second line of a row: who is writing, what is begun, what was not sent, or the last message. */
export function ConversationPreview({ conversation, isSelected }: ConversationPreviewProps) {
  const { typing, draft, last, unread, hasFailed } = conversation;
  const lineClass = joinClasses(
    "flex min-w-0 flex-1 items-center gap-[5px] text-md leading-5 sm:text-sm",
    unread > 0 ? "text-fg" : "text-fg-muted",
  );
  if (typing[0]) return <WritingLine typing={typing[0]} className={lineClass} />;
  if (draft !== "" && !isSelected) {
    return (
      <span className={lineClass}>
        <Icon name="pencil" size={14} />
        <span className="flex-none font-medium text-fg">{m.conversations_draft()}</span>
        <span dir="auto" className="min-w-0 truncate">
          {draft}
        </span>
      </span>
    );
  }
  if (hasFailed) {
    return (
      <span className={joinClasses(lineClass, "!text-danger")}>
        <Icon name="circle-alert" size={14} />
        <span className="min-w-0 truncate">{m.conversations_not_sent()}</span>
      </span>
    );
  }
  return (
    <span className={lineClass}>
      {last === null ? (
        <span className="truncate text-fg-subtle">{m.conversations_no_messages()}</span>
      ) : (
        <LastMessage last={last} />
      )}
    </span>
  );
}

function LastMessage({ last }: { last: Preview }) {
  if (last.isDeleted) {
    return <span className="truncate text-fg-subtle">{m.conversations_deleted()}</span>;
  }
  if (last.call !== null) return <LastCall call={last.call} isMine={last.isMine} />;
  return (
    <>
      {last.delivery && <DeliveryTick delivery={last.delivery} />}
      <span dir="auto" lang={last.lang ?? undefined} className="min-w-0 truncate">
        {last.body ?? m.conversations_unknown_kind()}
      </span>
    </>
  );
}

type LastCallProps = { call: CallSummary; isMine: boolean };

function LastCall({ call, isMine }: LastCallProps) {
  return (
    <span
      className={joinClasses(
        "inline-flex min-w-0 items-center gap-[5px]",
        isMissedCall(call, isMine) && "text-danger",
      )}
    >
      <Icon name={iconOfCall(call.media)} size={14} />
      <span className="min-w-0 truncate">{describeCall(call, isMine)}</span>
    </span>
  );
}

function WritingLine({ typing, className }: { typing: TypingView; className: string }) {
  const ink = inkOf(typing.lang, useMe());
  return (
    <span data-ink={ink} className={joinClasses(className, "gap-[7px] !text-ink")}>
      <TypingDots />
      <span className="truncate">
        {typing.lang === null
          ? m.conversations_writing()
          : m.conversations_writing_in({ language: languageName(typing.lang) })}
      </span>
    </span>
  );
}
