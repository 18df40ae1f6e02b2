import { joinClasses } from "#kernel/class-names";
import type { IconName } from "./icon-names.ts";

export type { IconName } from "./icon-names.ts";

type IconProps = { name: IconName; size?: number; className?: string; filled?: boolean };

/** A drawing without a name of its own: the control around it carries the label. */
export function Icon({ name, size = 20, className, filled = false }: IconProps) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill={filled ? "currentColor" : "none"}
      stroke="currentColor"
      strokeWidth={size <= 15 ? 2 : 1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={joinClasses("block flex-none", className)}
    >
      <use href={`#i-${name}`} />
    </svg>
  );
}
