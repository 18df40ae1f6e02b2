import { joinClasses } from "#kernel/class-names";

export type FieldSize = "md" | "lg";

/** The box of a text control: its edge says focus and error without moving anything. */
export function fieldBoxClass(size: FieldSize, invalid: boolean, className?: string): string {
  return joinClasses(
    "flex items-center gap-2 bg-surface text-fg-subtle inset-ring transition-shadow duration-(--dur-fast)",
    "has-[:disabled]:bg-sunken has-[:disabled]:text-fg-disabled has-[:focus-visible]:inset-ring-[1.5px]",
    size === "lg"
      ? "min-h-12 rounded-[11px] px-3.5 text-base"
      : "min-h-9.5 rounded-md px-[11px] text-md",
    invalid
      ? "inset-ring-[1.5px] inset-ring-danger"
      : "inset-ring-border has-[:focus-visible]:inset-ring-fg",
    className,
  );
}

/** The control inside the box; 16 px on touch screens, where a smaller one makes the browser zoom. */
export const fieldControlClass =
  "min-w-0 flex-1 self-stretch bg-transparent text-fg outline-none disabled:text-fg-disabled pointer-coarse:text-[1rem]";
