import type { MessageRow } from "@parley/client/views";
import { joinClasses } from "#kernel/class-names";
import { moveInToolbar } from "#kernel/move-in-toolbar";
import { m } from "#messages";
import { IconButton } from "#ui/IconButton";
import type { IconName } from "#ui/Icon";
import { listActs, type MessageAct } from "./message-acts.ts";
import { useThread } from "./thread-context.ts";

type MessageToolbarProps = { row: MessageRow };

/** The acts of a message beside it, while the pointer or the focus is on it. Touch has the sheet instead. */
export function MessageToolbar({ row }: MessageToolbarProps) {
  const thread = useThread();
  const acts = listActs(row, thread.isWritable);
  if (acts.length === 0) return null;
  return (
    <div
      role="toolbar"
      tabIndex={-1}
      aria-label={m.messages_actions()}
      onKeyDown={moveInToolbar}
      className={joinClasses(
        "invisible absolute -top-[5px] z-(--z-float) flex h-10 items-center rounded-[13px] bg-raised px-1 whitespace-nowrap shadow-float ring-1 ring-border",
        "group-hover:visible group-focus-within:visible pointer-coarse:hidden",
        "@max-[620px]/thread:-top-8",
        row.isMine
          ? "end-[calc(100%+10px)] @max-[620px]/thread:end-1.5"
          : "start-[calc(100%+10px)] @max-[620px]/thread:start-auto @max-[620px]/thread:end-1.5",
      )}
    >
      {acts.map((act) => (
        <IconButton
          key={act}
          label={actLabel(act)}
          title={actLabel(act)}
          icon={actIcons[act]}
          iconSize={18}
          className="!size-8 !rounded-[9px]"
          onClick={() => thread[act](row)}
        />
      ))}
    </div>
  );
}

/** How an act is called. */
export function actLabel(act: MessageAct): string {
  switch (act) {
    case "edit":
      return m.messages_edit();
    case "copy":
      return m.messages_copy();
    case "remove":
      return m.messages_delete_for_everyone();
  }
}

export const actIcons: Record<MessageAct, IconName> = {
  edit: "pencil",
  copy: "copy",
  remove: "trash-2",
};
