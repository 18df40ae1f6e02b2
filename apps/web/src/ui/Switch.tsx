import type { ComponentProps } from "react";
import { joinClasses } from "#kernel/class-names";

type SwitchProps = Omit<ComponentProps<"input">, "type" | "role" | "checked" | "onChange"> & {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
};

/** On or off, at once. Give it a label by `id` or `aria-labelledby`. */
export function Switch({ checked, onCheckedChange, className, ...input }: SwitchProps) {
  return (
    <span className={joinClasses("hit inline-grid flex-none", className)}>
      <input
        {...input}
        type="checkbox"
        role="switch"
        checked={checked}
        aria-checked={checked}
        onChange={(event) => onCheckedChange(event.currentTarget.checked)}
        className={joinClasses(
          "peer col-start-1 row-start-1 h-5.5 w-9 cursor-pointer appearance-none rounded-[11px] bg-surface inset-ring-[1.5px] inset-ring-border-strong",
          "transition-colors duration-(--dur-fast) ease-out checked:bg-primary checked:inset-ring-0 disabled:cursor-not-allowed disabled:opacity-50",
          "forced-colors:border forced-colors:checked:bg-[Highlight] focus-visible:rounded-[12px]",
        )}
      />
      <span
        aria-hidden="true"
        className={joinClasses(
          "pointer-events-none col-start-1 row-start-1 m-1 size-3.5 rounded-full bg-border-strong",
          "transition-[translate,background-color] duration-(--dur-fast) ease-out",
          "peer-checked:translate-x-3.5 peer-checked:bg-on-primary rtl:peer-checked:-translate-x-3.5 forced-colors:bg-[ButtonText]",
        )}
      />
    </span>
  );
}
