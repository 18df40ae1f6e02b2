import type { ComponentProps } from "react";
import { m } from "#messages";
import { fieldBoxClass, fieldControlClass } from "./field-class.ts";
import { Icon } from "./Icon.tsx";

type SearchFieldProps = Omit<
  ComponentProps<"input">,
  "type" | "onChange" | "value" | "aria-label"
> & {
  label: string;
  value: string;
  onValueChange: (value: string) => void;
};

export function SearchField({
  label,
  value,
  onValueChange,
  className,
  placeholder = label,
  ...input
}: SearchFieldProps) {
  return (
    <div className={fieldBoxClass("md", false, className)}>
      <Icon name="search" size={18} />
      <input
        {...input}
        type="search"
        dir="auto"
        aria-label={label}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onValueChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && value !== "") onValueChange("");
        }}
        className={`${fieldControlClass} appearance-none [&::-webkit-search-cancel-button]:hidden`}
      />
      {value !== "" && (
        <button
          type="button"
          aria-label={m.ui_clear_search()}
          onClick={() => onValueChange("")}
          className="hit flex-none rounded-sm text-fg-muted hover:text-fg"
        >
          <Icon name="x" size={16} />
        </button>
      )}
    </div>
  );
}
