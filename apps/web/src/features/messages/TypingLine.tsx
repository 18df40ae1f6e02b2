import type { TypingView } from "@parley/client/views";
import { firstNameOf } from "#kernel/first-name";
import { inkOf } from "#kernel/ink";
import { languageName } from "#kernel/languages";
import { useMe } from "#kernel/session";
import { m } from "#messages";
import { TypingDots } from "./TypingDots.tsx";
import { useThread } from "./thread-context.ts";

type TypingLineProps = { typing: TypingView };

/** Who is writing, in which language: the dots take its ink. */
export function TypingLine({ typing }: TypingLineProps) {
  const name = firstNameOf(useThread().nameOf(typing.userId));
  const { lang } = typing;
  return (
    <div
      data-ink={inkOf(lang, useMe())}
      className="mt-3.5 flex animate-fade items-center gap-[9px] text-xs leading-4 text-fg-subtle"
    >
      <span className="inline-flex h-8 items-center rounded-bubble rounded-es-(--r-bubble-tail) bg-bubble-in px-[13px] inset-ring inset-ring-bubble-in-border">
        <TypingDots size={6} />
      </span>
      {lang === null
        ? m.messages_is_writing({ name })
        : m.messages_is_writing_in({ name, language: languageName(lang) })}
    </div>
  );
}
