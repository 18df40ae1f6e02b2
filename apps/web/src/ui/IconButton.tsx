import type { ComponentProps } from "react";
import { joinClasses } from "#kernel/class-names";
import { Icon, type IconName } from "./Icon.tsx";

export type IconButtonProps = Omit<ComponentProps<"button">, "children" | "aria-label"> & {
  label: string;
  icon: IconName;
  iconSize?: number;
  /** Drawn pressed, and said so: for a button that keeps something open or on. */
  on?: boolean;
};

export function IconButton({
  label,
  icon,
  iconSize = 20,
  on,
  className,
  ...rest
}: IconButtonProps) {
  return (
    <button
      type="button"
      aria-pressed={on}
      {...rest}
      aria-label={label}
      className={joinClasses(
        "hit inline-grid size-9 flex-none place-items-center rounded-md text-fg-muted",
        "transition-colors duration-(--dur-fast) ease-out hover:bg-hover hover:text-fg",
        "disabled:bg-transparent disabled:text-fg-disabled aria-expanded:bg-active aria-expanded:text-fg",
        on && "bg-active text-fg",
        className,
      )}
    >
      <Icon name={icon} size={iconSize} />
    </button>
  );
}
