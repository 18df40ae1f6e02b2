import { memo } from "react";
import { hasRightToLeftLine } from "./text-direction.ts";
import { splitLinks } from "./split-links.ts";

type MessageTextProps = { body: string; lang: string | null };

/** What somebody wrote, with its addresses clickable. Nothing is fetched before somebody follows one. */
export const MessageText = memo(function MessageText({ body, lang }: MessageTextProps) {
  return (
    <span
      dir="auto"
      lang={lang ?? undefined}
      className={
        "line-directions whitespace-pre-wrap wrap-anywhere [&:lang(ja)]:leading-[1.62] [&:lang(ar)]:text-[1.22em] [&:lang(ar)]:leading-[1.75] [&:lang(fa)]:leading-[1.75] [&:lang(ur)]:leading-[1.75]" +
        (hasRightToLeftLine(body) ? " block" : "")
      }
    >
      {splitLinks(body).map((part, index) =>
        part.href === null ? (
          part.text
        ) : (
          <a
            key={index}
            href={part.href}
            target="_blank"
            rel="noopener noreferrer nofollow"
            className="underline decoration-border-strong underline-offset-3 hover:decoration-current"
          >
            {part.text}
          </a>
        ),
      )}
    </span>
  );
});
