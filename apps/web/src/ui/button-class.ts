import { joinClasses } from "#kernel/class-names";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger" | "dangerQuiet";
export type ButtonSize = "sm" | "md" | "lg" | "xl";

const shared =
  "hit inline-grid flex-none select-none items-center justify-center font-medium leading-none whitespace-nowrap no-underline " +
  "transition-[background-color,color,scale] duration-(--dur-fast) ease-out active:not-aria-disabled:scale-[.98] " +
  "disabled:bg-active disabled:text-fg-disabled disabled:shadow-none disabled:inset-ring-0";

const variants: Record<ButtonVariant, string> = {
  primary: "bg-primary text-on-primary hover:bg-primary-hover",
  secondary: "bg-surface text-fg inset-ring inset-ring-border shadow-rest hover:bg-hover",
  quiet: "text-fg-muted hover:bg-hover hover:text-fg disabled:bg-transparent",
  danger: "bg-danger-solid text-on-danger hover:opacity-90",
  dangerQuiet: "text-danger inset-ring inset-ring-danger-line hover:bg-danger-soft",
};

const sizes: Record<ButtonSize, string> = {
  sm: "h-7.5 rounded-[8px] px-[11px] text-sm",
  md: "h-9 rounded-md px-3.5 text-md",
  lg: "h-11 rounded-md px-5 text-base",
  xl: "h-12 rounded-[11px] px-5 text-base",
};

export const buttonIconSizes: Record<ButtonSize, number> = { sm: 16, md: 18, lg: 18, xl: 18 };
export const buttonGaps: Record<ButtonSize, string> = {
  sm: "gap-1.5",
  md: "gap-2",
  lg: "gap-2",
  xl: "gap-2",
};

/** The look of a button, also worn by links that act as one. */
export function buttonClass(variant: ButtonVariant, size: ButtonSize, className?: string): string {
  return joinClasses(shared, variants[variant], sizes[size], className);
}
