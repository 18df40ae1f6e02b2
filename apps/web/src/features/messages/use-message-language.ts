import { useEffect, useState } from "react";
import { useMe } from "#kernel/session";
import { useStoredText } from "#kernel/use-stored-text";
import { detectLanguage, fittingLanguages, loadDetector } from "./detect-language.ts";
import { ownLanguages } from "./own-languages.ts";
import { hasLetters } from "./printed-language.ts";

type MessageLanguage = {
  /** What one seems to write in. */
  code: string | null;
  /** What the message will be marked with: nothing where there is no letter, unless somebody said it. */
  lang: string | null;
  /** The chooser's word; null lets the text decide. */
  chosen: string | null;
  choose: (code: string | null) => void;
  codes: readonly string[];
};

const PRELOAD_MS = 1_000;

type LanguageOptions = { conversationId: string; text: string; likely: string | null };

/** Tells the language of what is being written, unless the writer has said it. */
export function useMessageLanguage({
  conversationId,
  text,
  likely,
}: LanguageOptions): MessageLanguage {
  const me = useMe();
  const codes = ownLanguages(me);
  const [stored, store] = useStoredText(`thread.lang.${conversationId}`);
  const [last, setLast] = useState<string | null>(null);
  const [, setHasDetector] = useState(false);
  const isWriting = text !== "";

  useEffect(() => {
    // Before anybody writes, since a pasted line may be sent at once; after what the page needs first.
    const timer = setTimeout(
      () => void loadDetector().then(() => setHasDetector(true)),
      isWriting ? 0 : PRELOAD_MS,
    );
    return () => clearTimeout(timer);
  }, [isWriting]);

  const chosen = codes.includes(stored) ? stored : null;
  const detected = isWriting ? detectLanguage(text, codes) : null;
  if (detected !== null && detected !== last) setLast(detected);
  const fitting = fittingLanguages(text, codes);
  const guess = [last, likely].find((each) => each !== null && fitting.includes(each));
  // Where several fit, none of them is better than the wrong one.
  const only = fitting.length === 1 ? fitting[0] : null;
  const code = chosen ?? detected ?? guess ?? only ?? null;
  return {
    code,
    lang: chosen ?? (hasLetters(text) ? code : null),
    chosen,
    choose: (next) => store(next ?? ""),
    codes,
  };
}
