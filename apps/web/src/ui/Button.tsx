import type { ComponentProps, MouseEvent } from "react";
import { joinClasses } from "#kernel/class-names";
import {
  buttonClass,
  buttonGaps,
  buttonIconSizes,
  type ButtonSize,
  type ButtonVariant,
} from "./button-class.ts";
import { Icon, type IconName } from "./Icon.tsx";
import { Spinner } from "./Spinner.tsx";

export type ButtonProps = ComponentProps<"button"> & {
  variant?: ButtonVariant;
  size?: ButtonSize;
  icon?: IconName;
  /** While true the button shows a spinner with `loadingLabel`, keeps its width and its focus, and does nothing. */
  loading?: boolean;
  loadingLabel?: string;
};

export function Button(props: ButtonProps) {
  const {
    variant = "secondary",
    size = "md",
    icon,
    loading = false,
    loadingLabel,
    className,
    children,
    ...rest
  } = props;
  const content = joinClasses(
    "col-start-1 row-start-1 inline-flex items-center justify-center",
    buttonGaps[size],
  );

  function handleClick(event: MouseEvent<HTMLButtonElement>) {
    if (loading) event.preventDefault();
    else rest.onClick?.(event);
  }

  return (
    <button
      type="button"
      {...rest}
      aria-busy={loading || undefined}
      aria-disabled={loading || rest["aria-disabled"]}
      onClick={handleClick}
      className={buttonClass(variant, size, className)}
    >
      <span className={joinClasses(content, loading && "invisible")}>
        {icon && <Icon name={icon} size={buttonIconSizes[size]} />}
        {children}
      </span>
      {loading && (
        <span className={content}>
          <Spinner />
          {loadingLabel ?? children}
        </span>
      )}
    </button>
  );
}
