import type { ComponentProps } from "react";
import { Field, type FieldProps } from "./Field.tsx";
import { fieldBoxClass, fieldControlClass } from "./field-class.ts";

type TextAreaFieldProps = Omit<ComponentProps<"textarea">, "id" | "onChange" | "value"> &
  Omit<FieldProps, "children"> & { value: string; onValueChange: (value: string) => void };

/** Several lines; the box grows with what is written. */
export function TextAreaField(props: TextAreaFieldProps) {
  const {
    label,
    labelHidden,
    aside,
    hint,
    error,
    className,
    value,
    onValueChange,
    rows = 3,
    ...area
  } = props;
  return (
    <Field {...{ label, labelHidden, aside, hint, error, className }}>
      {(aria) => (
        <div className={fieldBoxClass("md", Boolean(error), "px-0!")}>
          <textarea
            dir="auto"
            {...area}
            {...aria}
            rows={rows}
            style={{ minHeight: `calc(${rows} * 1.375rem + 16px)` }}
            value={value}
            onChange={(event) => onValueChange(event.currentTarget.value)}
            className={`${fieldControlClass} field-sizing-content max-h-80 resize-none px-[11px] py-2 leading-[1.375rem]`}
          />
        </div>
      )}
    </Field>
  );
}
