import { joinClasses } from "#kernel/class-names";
import type { Ink } from "#kernel/ink";
import { languageName, shortCode } from "#kernel/languages";
import { VisuallyHidden } from "./VisuallyHidden.tsx";

type LanguageChipProps = {
  code: string;
  ink: Ink;
  on: boolean;
  onToggle: () => void;
  disabled?: boolean;
};

const tails: Record<Ink, string> = { learn: "rounded-es-xs", teach: "rounded-ee-xs", neutral: "" };

/** A filter by language: its ink and its tail say whether it is learned or taught. */
export function LanguageChip({ code, ink, on, onToggle, disabled }: LanguageChipProps) {
  return (
    <button
      type="button"
      data-ink={ink}
      aria-pressed={on}
      title={languageName(code)}
      disabled={disabled}
      onClick={onToggle}
      className={joinClasses(
        "hit inline-flex h-7 flex-none items-center rounded-[14px] px-[9px] text-2xs leading-none font-[650] tracking-caps text-ink",
        "transition-colors duration-(--dur-fast) ease-out disabled:text-fg-disabled",
        tails[ink],
        on
          ? "bg-ink-soft text-ink-on-soft inset-ring inset-ring-ink-line contrast:inset-ring-2"
          : "inset-ring inset-ring-border hover:bg-hover",
      )}
    >
      <span aria-hidden="true">{shortCode(code)}</span>
      <VisuallyHidden>{languageName(code)}</VisuallyHidden>
    </button>
  );
}
