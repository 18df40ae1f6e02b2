import type { ReactNode } from "react";
import { joinClasses } from "#kernel/class-names";

type ChipProps = {
  on: boolean;
  onToggle: () => void;
  count?: number;
  disabled?: boolean;
  children: ReactNode;
};

/** A filter that is on or off. */
export function Chip({ on, onToggle, count, disabled, children }: ChipProps) {
  return (
    <button
      type="button"
      aria-pressed={on}
      disabled={disabled}
      onClick={onToggle}
      className={joinClasses(
        "hit inline-flex h-7 flex-none items-center gap-1.5 rounded-full px-2.5 text-sm font-medium whitespace-nowrap",
        "transition-colors duration-(--dur-fast) ease-out disabled:text-fg-disabled",
        on
          ? "bg-primary text-on-primary"
          : "text-fg-muted inset-ring inset-ring-border hover:bg-hover",
      )}
    >
      {children}
      {count !== undefined && count > 0 && <b className="font-semibold tabular-nums">{count}</b>}
    </button>
  );
}
