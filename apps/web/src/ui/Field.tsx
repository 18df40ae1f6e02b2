import { useId, type ReactNode } from "react";
import { joinClasses } from "#kernel/class-names";
import { Icon } from "./Icon.tsx";

export type FieldAria = {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
};

export type FieldProps = {
  label: string;
  /** Keeps the label for screen readers only, where the place says enough. */
  labelHidden?: boolean;
  /** Stands at the end of the label's line, such as a link. */
  aside?: ReactNode;
  hint?: ReactNode;
  error?: string | null;
  className?: string;
  children: (aria: FieldAria) => ReactNode;
};

/** Label, control, hint and error of one question, tied together for assistive technology. */
export function Field({
  label,
  labelHidden = false,
  aside,
  hint,
  error,
  className,
  children,
}: FieldProps) {
  const id = useId();
  const hintId = hint !== undefined ? `${id}-hint` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  const describedBy = [errorId, hintId].filter(Boolean).join(" ") || undefined;
  return (
    <div className={className}>
      <div
        className={joinClasses(
          "mb-[7px] flex items-baseline justify-between gap-3",
          labelHidden && "sr-only",
        )}
      >
        <label htmlFor={id} className="text-sm font-semibold">
          {label}
        </label>
        {aside}
      </div>
      {children({
        id,
        "aria-describedby": describedBy,
        "aria-invalid": errorId ? true : undefined,
      })}
      {error && <FieldError id={errorId}>{error}</FieldError>}
      {hint !== undefined && (
        <p id={hintId} className="mt-[7px] text-sm leading-[1.1875rem] text-fg-subtle">
          {hint}
        </p>
      )}
    </div>
  );
}

type FieldErrorProps = { id?: string | undefined; children: ReactNode };

/** What is wrong with a field and how to mend it. */
export function FieldError({ id, children }: FieldErrorProps) {
  return (
    <p id={id} role="alert" className="mt-1.5 flex items-start gap-1.5 text-sm text-danger">
      <Icon name="circle-alert" size={14} className="mt-[3px]" />
      <span>{children}</span>
    </p>
  );
}
