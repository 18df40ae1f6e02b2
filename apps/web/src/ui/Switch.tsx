import type { ComponentProps } from "react";
import { joinClasses } from "#kernel/class-names";

type SwitchProps = Omit<ComponentProps<"input">, "type" | "role" | "checked" | "onChange"> & {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
};

/** On or off, at once. Give it a label by `id` or `aria-labelledby`. The control is unseen and as large as a target; track and knob are its picture. */
export function Switch({ checked, onCheckedChange, className, ...input }: SwitchProps) {
  return (
    <span className={joinClasses("relative inline-grid flex-none", className)}>
      <input
        {...input}
        type="checkbox"
        role="switch"
        checked={checked}
        aria-checked={checked}
        onChange={(event) => onCheckedChange(event.currentTarget.checked)}
        className="peer absolute top-1/2 left-1/2 z-1 size-(--target) -translate-1/2 cursor-pointer appearance-none opacity-0 disabled:cursor-not-allowed"
      />
      <span
        aria-hidden="true"
        className={joinClasses(
          "col-start-1 row-start-1 h-5.5 w-9 rounded-[11px] bg-surface inset-ring-[1.5px] inset-ring-border-strong",
          "transition-colors duration-(--dur-fast) ease-out peer-checked:bg-primary peer-checked:inset-ring-0 peer-disabled:opacity-50",
          "peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-focus",
          "forced-colors:border forced-colors:peer-checked:bg-[Highlight]",
        )}
      />
      <span
        aria-hidden="true"
        className={joinClasses(
          "col-start-1 row-start-1 m-1 size-3.5 rounded-full bg-border-strong",
          "transition-[translate,background-color] duration-(--dur-fast) ease-out",
          "peer-checked:translate-x-3.5 peer-checked:bg-on-primary rtl:peer-checked:-translate-x-3.5 forced-colors:bg-[ButtonText]",
        )}
      />
    </span>
  );
}
