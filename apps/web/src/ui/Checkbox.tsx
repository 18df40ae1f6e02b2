import type { ComponentProps, ReactNode } from "react";
import { joinClasses } from "#kernel/class-names";
import { Icon } from "./Icon.tsx";

type CheckboxProps = Omit<ComponentProps<"input">, "type" | "checked" | "onChange"> & {
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  children: ReactNode;
};

/** A box with its label; the whole line takes the click. */
export function Checkbox({
  checked,
  onCheckedChange,
  className,
  children,
  ...input
}: CheckboxProps) {
  return (
    <label
      className={joinClasses(
        "flex min-h-(--target) cursor-pointer items-center gap-2.5",
        className,
      )}
    >
      <span className="inline-grid flex-none">
        <input
          {...input}
          type="checkbox"
          checked={checked}
          onChange={(event) => onCheckedChange(event.currentTarget.checked)}
          className={joinClasses(
            "peer col-start-1 row-start-1 size-[18px] cursor-pointer appearance-none rounded-[5px] bg-surface inset-ring-[1.5px] inset-ring-border-strong",
            "checked:bg-primary checked:inset-ring-0 disabled:cursor-not-allowed disabled:opacity-50 forced-colors:border",
          )}
        />
        <Icon
          name="check"
          size={14}
          className="pointer-events-none col-start-1 row-start-1 m-0.5 text-on-primary opacity-0 peer-checked:opacity-100 forced-colors:text-[ButtonText]"
        />
      </span>
      <span className="flex min-w-0 flex-1 items-center gap-2.5">{children}</span>
    </label>
  );
}
