import type { MessageRow } from "@parley/client/views";
import type { CallSummary } from "@parley/protocol/calls";
import { askToCall } from "#kernel/call-stage";
import { describeCall, iconOfCall, isMissedCall } from "#kernel/call-words";
import { joinClasses } from "#kernel/class-names";
import { m } from "#messages";
import { Icon } from "#ui/Icon";
import { useThread } from "./thread-context.ts";

type CallMessageProps = { row: MessageRow; call: CallSummary };

/** What became of a call, where the messages of that time stand; and the way to call back. */
export function CallMessage({ row, call }: CallMessageProps) {
  const { conversationId, isWritable } = useThread();
  const isMissed = isMissedCall(call, row.isMine);
  return (
    <span className="inline-flex flex-wrap items-center gap-x-3 gap-y-1 text-md">
      <span className="inline-flex items-center gap-2.5">
        <span
          className={joinClasses(
            "grid size-9 flex-none place-items-center rounded-full contrast:ring-1 contrast:ring-border",
            isMissed ? "bg-danger-soft text-danger" : "bg-active text-fg-muted",
          )}
        >
          <Icon name={iconOfCall(call.media)} size={18} />
        </span>
        <span className={isMissed ? "text-danger" : undefined}>
          {describeCall(call, row.isMine)}
        </span>
      </span>
      {isWritable && (
        <button
          type="button"
          onClick={() => askToCall({ conversationId, media: call.media })}
          className="hit rounded-sm text-sm font-medium underline underline-offset-2 hover:text-fg"
        >
          {row.isMine ? m.calls_again() : m.calls_call_back()}
        </button>
      )}
    </span>
  );
}
