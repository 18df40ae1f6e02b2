import type { MessageRow } from "@parley/client/views";
import { joinClasses } from "#kernel/class-names";
import { languageName } from "#kernel/languages";
import { m } from "#messages";
import { VisuallyHidden } from "#ui/VisuallyHidden";
import { CallMessage } from "./CallMessage.tsx";
import { MessageMeta } from "./MessageMeta.tsx";
import { MessageText } from "./MessageText.tsx";
import { printedLanguage } from "./printed-language.ts";
import { useThread } from "./thread-context.ts";

type MessageBubbleProps = {
  row: MessageRow;
  isFirst: boolean;
  isLast: boolean;
  isHighlighted?: boolean;
};

/** One message: side and surface say who wrote it, nib and code in which language, if it is in one. */
export function MessageBubble({ row, isFirst, isLast, isHighlighted = false }: MessageBubbleProps) {
  const state = row.delivery?.state;
  const isOnItsWay = state === "queued" || state === "sending" || row.pending !== null;
  return (
    <div
      id={`m-${row.id}`}
      className={joinClasses(
        "relative max-w-full px-[13px] pt-2 pb-[7px] text-base transition-shadow duration-(--dur-slow)",
        row.isMine ? sideClass.mine(isFirst, isLast) : sideClass.theirs(isFirst, isLast),
        surfaceOf(row),
        isOnItsWay && "text-fg-muted before:opacity-45",
        printedLanguage(row) !== null &&
          "before:absolute before:top-[11px] before:h-[17px] before:w-[3px] before:rounded-[2px] before:bg-ink-mark forced-colors:before:bg-[CanvasText]",
        isHighlighted && "shadow-[0_0_0_3px_var(--border-strong)]",
      )}
    >
      <Speaker row={row} />
      {readableBody(row)}
      <MessageMeta row={row} />
    </div>
  );
}

const sideClass = {
  theirs: (isFirst: boolean, isLast: boolean) =>
    joinClasses(
      "rounded-bubble before:-start-2",
      !isFirst && "rounded-ss-(--r-bubble-inner)",
      isLast ? "rounded-es-(--r-bubble-tail)" : "rounded-es-(--r-bubble-inner)",
    ),
  mine: (isFirst: boolean, isLast: boolean) =>
    joinClasses(
      "rounded-bubble before:-end-2",
      !isFirst && "rounded-se-(--r-bubble-inner)",
      isLast ? "rounded-ee-(--r-bubble-tail)" : "rounded-ee-(--r-bubble-inner)",
    ),
};

function surfaceOf(row: MessageRow): string {
  if (row.delivery?.state === "failed") return "bg-danger-soft inset-ring inset-ring-danger-line";
  if (row.isDeleted) return "inset-ring inset-ring-border text-fg-subtle";
  if (row.isMine) return "bg-bubble-out contrast:inset-ring contrast:inset-ring-bubble-out-border";
  return "bg-bubble-in inset-ring inset-ring-bubble-in-border";
}

function readableBody(row: MessageRow) {
  if (row.isDeleted) return <span className="text-md">{m.messages_deleted()}</span>;
  if (row.call !== null) return <CallMessage row={row} call={row.call} />;
  if (row.body === null) return <span className="text-md">{m.messages_unknown_kind()}</span>;
  return <MessageText body={row.body} lang={printedLanguage(row)} />;
}

type SpeakerProps = { row: MessageRow };

function Speaker({ row }: SpeakerProps) {
  const name = useThread().nameOf(row.senderId);
  const lang = printedLanguage(row);
  const said =
    lang === null
      ? m.messages_speaker({ name })
      : m.messages_speaker_in({ name, language: languageName(lang) });
  return <VisuallyHidden>{said} </VisuallyHidden>;
}
