import type { ComponentProps, ReactNode } from "react";
import { Field, type FieldProps } from "./Field.tsx";
import { fieldBoxClass, fieldControlClass, type FieldSize } from "./field-class.ts";
import { Icon, type IconName } from "./Icon.tsx";

export type TextFieldProps = Omit<ComponentProps<"input">, "size" | "id" | "onChange" | "value"> &
  Omit<FieldProps, "children"> & {
    value: string;
    onValueChange: (value: string) => void;
    icon?: IconName;
    /** Stands inside the box at its end. */
    trailing?: ReactNode;
    fieldSize?: FieldSize;
  };

export function TextField(props: TextFieldProps) {
  const {
    label,
    labelHidden,
    aside,
    hint,
    error,
    className,
    value,
    onValueChange,
    icon,
    trailing,
    fieldSize = "md",
    ...input
  } = props;
  return (
    <Field {...{ label, labelHidden, aside, hint, error, className }}>
      {(aria) => (
        <div className={fieldBoxClass(fieldSize, Boolean(error))}>
          {icon && <Icon name={icon} size={fieldSize === "lg" ? 19 : 18} />}
          <input
            type="text"
            dir="auto"
            {...input}
            {...aria}
            value={value}
            onChange={(event) => onValueChange(event.currentTarget.value)}
            className={fieldControlClass}
          />
          {trailing}
        </div>
      )}
    </Field>
  );
}
