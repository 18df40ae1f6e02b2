import { useEffect, useMemo, useRef, useState } from "react";
import { useClient } from "#kernel/client";
import { useObservable } from "#kernel/use-observable";

type ComposerText = {
  text: string;
  write: (text: string) => void;
  /** Empties the field at once, and brings the text back if `keep` fails. */
  hand: (keep: (body: string) => Promise<unknown>) => Promise<void>;
};

/** What is being written in a conversation: kept with every keystroke, and shared with other tabs of the device. */
export function useComposerText(conversationId: string): ComposerText {
  const client = useClient();
  const draft = useObservable(
    useMemo(() => client.draft(conversationId), [client, conversationId]),
  );
  const [text, setText] = useState(draft);
  const written = useRef(draft);

  useEffect(() => {
    if (draft === written.current || document.hasFocus()) return;
    written.current = draft;
    setText(draft);
  }, [draft]);

  useEffect(() => {
    let isOpen = true;
    void client.ready.then(() => {
      const kept = client.draft(conversationId).get();
      if (!isOpen || written.current !== "" || kept === "") return;
      written.current = kept;
      setText(kept);
    });
    return () => {
      isOpen = false;
    };
  }, [client, conversationId]);

  function write(next: string) {
    written.current = next;
    setText(next);
    client.setDraft(conversationId, next);
  }

  async function hand(keep: (body: string) => Promise<unknown>) {
    const body = written.current.trim();
    const kept = keep(body);
    write("");
    try {
      await kept;
    } catch (error) {
      write(written.current === "" ? body : `${body}\n${written.current}`);
      throw error;
    }
  }

  return { text, write, hand };
}
