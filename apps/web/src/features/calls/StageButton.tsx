import type { ComponentProps } from "react";
import { joinClasses } from "#kernel/class-names";

type StageButtonProps = ComponentProps<"button"> & {
  /** For a button that shows nothing but a picture. */
  label?: string;
  danger?: boolean;
};

/** A small button on the dim stage. */
export function StageButton({ label, danger = false, className, ...rest }: StageButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      {...(label === undefined ? {} : { "aria-label": label, title: label })}
      className={joinClasses(
        "inline-flex min-h-(--target) min-w-(--target) flex-none items-center justify-center gap-2 rounded-[10px] px-3.5 text-md font-medium transition-opacity duration-(--dur-fast) hover:opacity-85 forced-colors:border",
        danger ? "bg-stage-danger text-stage-fg" : "bg-stage-raised text-stage-fg",
        className,
      )}
    />
  );
}
