import type { MessageRow } from "@parley/client/views";
import { useClient } from "#kernel/client";
import { showToast } from "#kernel/toasts";
import { useStoredText } from "#kernel/use-stored-text";
import { m } from "#messages";
import { Icon } from "#ui/Icon";
import { IconButton } from "#ui/IconButton";
import { ComposerBox } from "./ComposerBox.tsx";
import { LanguageChooser } from "./LanguageChooser.tsx";
import { printedLanguage } from "./printed-language.ts";
import { useMessageLanguage } from "./use-message-language.ts";

type EditComposerProps = { row: MessageRow; onDone: () => void };

/** Changes a message of one's own. What is typed survives a reload, as a draft does. */
export function EditComposer({ row, onDone }: EditComposerProps) {
  const client = useClient();
  const [text, setText] = useStoredText(`thread.edit.${row.id}`, row.body ?? "");
  const language = useMessageLanguage({
    conversationId: `edit.${row.id}`,
    text,
    likely: row.lang,
  });

  function leave() {
    setText("");
    onDone();
  }

  function submit() {
    const body = text.trim();
    const { lang } = language;
    const isSame = body === row.body && printedLanguage({ body, lang }) === printedLanguage(row);
    if (isSame) leave();
    else {
      client.edit(row.conversationId, row.id, { body, lang }).then(leave, () => {
        showToast({ tone: "error", text: m.messages_not_kept() });
      });
    }
  }

  return (
    <ComposerBox
      label={m.messages_edit_label()}
      placeholder={m.messages_write()}
      sendLabel={m.messages_edit_save()}
      text={text}
      lang={language.code}
      isEditing
      above={
        <div className="flex items-center gap-2.5 border-b border-border-soft py-1.5 ps-4 pe-2 text-sm">
          <Icon name="pencil" size={15} className="text-fg-muted" />
          <span className="flex-none font-medium">{m.messages_editing()}</span>
          <span
            dir="auto"
            lang={row.lang ?? undefined}
            className="min-w-0 flex-1 truncate text-fg-subtle"
          >
            {row.body}
          </span>
          <IconButton
            label={m.messages_edit_cancel()}
            icon="x"
            iconSize={17}
            className="!size-8"
            onClick={leave}
          />
        </div>
      }
      chooser={<LanguageChooser {...language} onChoose={language.choose} />}
      onText={setText}
      onSubmit={submit}
      onCancel={leave}
    />
  );
}
