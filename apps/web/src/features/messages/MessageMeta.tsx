import type { MessageRow } from "@parley/client/views";
import { shortCode } from "#kernel/languages";
import { formatClock } from "#kernel/time";
import { m } from "#messages";
import { DeliveryTick } from "./DeliveryTick.tsx";
import { printedLanguage } from "./printed-language.ts";

type MessageMetaProps = { row: MessageRow };

/** Code, time and tick. It floats, so that it shares the last line of the text when there is room. */
export function MessageMeta({ row }: MessageMetaProps) {
  const lang = printedLanguage(row);
  const showsTick = row.delivery !== null && row.delivery.state !== "failed" && !row.isDeleted;
  return (
    <span className="float-end ms-3.5 -me-[3px] mt-[0.4375rem] -mb-px inline-flex items-center gap-[5px] text-2xs leading-[0.875rem] text-fg-subtle tabular-nums select-none">
      {lang !== null && (
        <span aria-hidden="true" className="font-[680] tracking-caps text-ink">
          {shortCode(lang)}
        </span>
      )}
      {row.isEdited && !row.isDeleted && <span>{m.messages_edited()}</span>}
      <time dateTime={row.at}>{formatClock(row.at)}</time>
      {showsTick && row.delivery && <DeliveryTick delivery={row.delivery} />}
    </span>
  );
}
