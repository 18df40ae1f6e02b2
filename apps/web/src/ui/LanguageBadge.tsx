import { joinClasses } from "#kernel/class-names";
import type { Ink } from "#kernel/ink";
import { languageName, shortCode } from "#kernel/languages";

type LanguageBadgeProps = { code: string; ink?: Ink; solid?: boolean; className?: string };

const tails: Record<Ink, string> = {
  learn: "rounded-es-[1.5px]",
  teach: "rounded-ee-[1.5px]",
  neutral: "",
};

/** A language by its code. Shape is a second sign beside hue: a tail at the start is learned, at the end taught. */
export function LanguageBadge({
  code,
  ink = "neutral",
  solid = false,
  className,
}: LanguageBadgeProps) {
  return (
    <abbr
      data-ink={ink}
      title={languageName(code)}
      className={joinClasses(
        "inline-flex h-4.5 flex-none items-center rounded-sm px-[5.5px] text-2xs leading-none font-[650] tracking-caps no-underline",
        "contrast:inset-ring-[1.5px] contrast:inset-ring-ink",
        solid ? "bg-ink-solid text-ink-on" : "bg-ink-soft text-ink-on-soft",
        tails[ink],
        className,
      )}
    >
      {shortCode(code)}
    </abbr>
  );
}
