import type { MessageRow } from "@parley/client/views";
import { useMe } from "#kernel/session";
import { inkOf } from "#kernel/ink";
import { m } from "#messages";
import { Dialog } from "#ui/Dialog";
import { Icon } from "#ui/Icon";
import { listActs, type MessageAct } from "./message-acts.ts";
import { MessageBubble } from "./MessageBubble.tsx";
import { actIcons, actLabel } from "./MessageToolbar.tsx";
import { useThread } from "./thread-context.ts";

type MessageSheetProps = { row: MessageRow | null; open: boolean; onClose: () => void };

/** The acts of a message after a long press, with the message above them. */
export function MessageSheet({ row, open, onClose }: MessageSheetProps) {
  const thread = useThread();
  const me = useMe();
  if (row === null) return null;

  function choose(act: MessageAct, chosen: MessageRow) {
    onClose();
    thread[act](chosen);
  }

  return (
    <Dialog open={open} onClose={onClose} title={m.messages_actions()} titleHidden>
      <div
        data-ink={inkOf(row.lang, me)}
        className="mb-4 flex max-h-[40dvh] flex-col items-start overflow-y-auto px-2"
      >
        <MessageBubble row={row} isFirst isLast />
      </div>
      <ul className="-mx-3 flex flex-col">
        {listActs(row, thread.isWritable).map((act) => (
          <li key={act}>
            <button
              type="button"
              onClick={() => choose(act, row)}
              className={`flex min-h-12 w-full items-center gap-4 rounded-[12px] px-3 text-start text-[1rem] hover:bg-hover ${act === "remove" ? "text-danger" : ""}`}
            >
              <Icon name={actIcons[act]} size={21} />
              {actLabel(act)}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
