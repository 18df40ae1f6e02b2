import type { ComponentProps } from "react";
import { joinClasses } from "#kernel/class-names";
import { Icon } from "./Icon.tsx";

export type SelectOption<Value extends string> = { value: Value; label: string };

type SelectProps<Value extends string> = Omit<
  ComponentProps<"select">,
  "value" | "onChange" | "children"
> & {
  value: Value;
  options: readonly SelectOption<Value>[];
  onValueChange: (value: Value) => void;
  /** Takes the whole width, as the fields around it do. */
  wide?: boolean;
};

/** The system's own choice list: it works by keyboard, by touch and at any size. Give it a label. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { value, options, onValueChange, wide = false, className, ...select } = props;

  function choose(chosen: string) {
    const option = options.find((candidate) => candidate.value === chosen);
    if (option) onValueChange(option.value);
  }

  return (
    <span className={joinClasses("relative inline-flex", wide && "w-full", className)}>
      <select
        {...select}
        value={value}
        onChange={(event) => choose(event.currentTarget.value)}
        className={joinClasses(
          "h-9 min-h-(--target) w-full appearance-none truncate rounded-md bg-surface ps-3.5 pe-9 text-md font-medium text-fg",
          "inset-ring inset-ring-border shadow-rest hover:bg-hover disabled:bg-active disabled:text-fg-disabled",
          wide && "min-h-9.5 font-normal",
        )}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <Icon
        name="chevron-down"
        size={16}
        className="pointer-events-none absolute end-3 top-1/2 -translate-y-1/2 text-fg-muted"
      />
    </span>
  );
}
