import type { User } from "@parley/protocol/profiles";
import { useState } from "react";
import { useClient } from "#kernel/client";
import { languageName } from "#kernel/languages";
import { useMe } from "#kernel/session";
import { m } from "#messages";
import { ComposerBox } from "./ComposerBox.tsx";
import { detectLanguage } from "./detect-language.ts";
import { LanguageChooser } from "./LanguageChooser.tsx";
import { likelyLanguage } from "./own-languages.ts";
import { useComposerText } from "./use-composer-text.ts";
import { useMessageLanguage } from "./use-message-language.ts";

type ComposerProps = {
  conversationId: string;
  partner: User | null;
  onEditLast: () => void;
};

/** Writes new messages into a conversation. */
export function Composer({ conversationId, partner, onEditLast }: ComposerProps) {
  const client = useClient();
  const me = useMe();
  const { text, write, hand } = useComposerText(conversationId);
  const [hasFailed, setHasFailed] = useState(false);
  const language = useMessageLanguage({
    conversationId,
    text,
    likely: likelyLanguage(me, partner),
  });

  function handleText(next: string) {
    write(next);
    setHasFailed(false);
    if (next.trim() === "") client.stopTyping(conversationId);
    else {
      const told = language.chosen ?? detectLanguage(next, language.codes) ?? language.code;
      client.startTyping(conversationId, told);
    }
  }

  function submit() {
    const { lang } = language;
    hand((body) => client.send(conversationId, { body, lang })).catch(() => setHasFailed(true));
    client.stopTyping(conversationId);
  }

  return (
    <>
      <ComposerBox
        label={m.messages_write_label()}
        placeholder={
          language.code === null
            ? m.messages_write()
            : m.messages_write_in({ language: languageName(language.code) })
        }
        sendLabel={m.messages_send()}
        text={text}
        lang={language.code}
        chooser={<LanguageChooser {...language} onChoose={language.choose} />}
        onText={handleText}
        onSubmit={submit}
        onEditLast={onEditLast}
      />
      {hasFailed && (
        <p role="alert" className="px-4 pt-1.5 text-xs text-danger">
          {m.messages_not_kept()}
        </p>
      )}
    </>
  );
}
