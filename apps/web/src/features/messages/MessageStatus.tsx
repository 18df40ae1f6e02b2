import type { MessageRow } from "@parley/client/views";
import { useEffect, useState } from "react";
import { m } from "#messages";
import { Icon } from "#ui/Icon";
import { describeChangeFailure, describeSendFailure } from "./describe-failure.ts";
import { useThread } from "./thread-context.ts";

const PATIENCE_MS = 5000;

type MessageStatusProps = { row: MessageRow };

/** The line below a message that waits or was refused; nothing below the others. */
export function MessageStatus({ row }: MessageStatusProps) {
  if (row.delivery?.state === "failed") {
    return <Refused row={row} text={describeSendFailure(row.delivery.failure)} canRetry />;
  }
  if (row.failedChange !== null) {
    const canRetry = row.failedChange.code !== "CONFLICT";
    return <Refused row={row} text={describeChangeFailure(row.failedChange)} canRetry={canRetry} />;
  }
  const isOnItsWay = row.delivery?.state === "queued" || row.delivery?.state === "sending";
  return isOnItsWay ? <Waiting since={row.at} /> : null;
}

type RefusedProps = { row: MessageRow; text: string; canRetry: boolean };

function Refused({ row, text, canRetry }: RefusedProps) {
  const thread = useThread();
  const linkClass = "hit font-semibold underline underline-offset-3";
  return (
    <div
      role="alert"
      className="mt-1 flex flex-wrap items-center justify-end gap-x-2 gap-y-1 text-xs leading-4 font-medium text-danger"
    >
      <span className="flex gap-2">
        <Icon name="circle-alert" size={14} className="mt-px" />
        {text}
      </span>
      {canRetry && (
        <button type="button" className={linkClass} onClick={() => thread.retry(row)}>
          {m.messages_retry()}
        </button>
      )}
      <button
        type="button"
        className={`${linkClass} font-medium text-fg-muted`}
        onClick={() => thread.discard(row)}
      >
        {row.failedChange === null ? m.messages_delete() : m.messages_dismiss()}
      </button>
    </div>
  );
}

type WaitingProps = { since: string };

function Waiting({ since }: WaitingProps) {
  const [isLate, setIsLate] = useState(() => Date.now() - Date.parse(since) > PATIENCE_MS);
  useEffect(() => {
    const waitedMs = Math.max(0, Date.now() - Date.parse(since));
    const timer = setTimeout(() => setIsLate(true), Math.max(0, PATIENCE_MS - waitedMs));
    return () => clearTimeout(timer);
  }, [since]);
  if (!isLate) return null;
  return (
    <div className="mt-1 flex items-center gap-1.5 text-xs leading-4 text-fg-subtle">
      <Icon name="clock-3" size={13} />
      {m.messages_waiting_for_network()}
    </div>
  );
}
