import { Fragment, useState, type ComponentProps } from "react";
import { joinClasses } from "#kernel/class-names";
import { readDigits } from "#kernel/code-digits";
import { Field } from "./Field.tsx";

type CodeInputProps = Pick<ComponentProps<"input">, "autoFocus" | "disabled" | "ref"> & {
  label: string;
  length: 6 | 8;
  value: string;
  onValueChange: (digits: string) => void;
  /** Runs when the last digit has come, typed or pasted. */
  onComplete?: (digits: string) => void;
  invalid?: boolean;
  error?: string | null;
};

/** One input for the whole code, so that pasting, autofill and screen readers work; the boxes are only its picture. */
export function CodeInput(props: CodeInputProps) {
  const {
    label,
    length,
    value,
    onValueChange,
    onComplete,
    invalid = false,
    error,
    ...input
  } = props;
  const [focused, setFocused] = useState(false);

  function change(text: string) {
    const digits = readDigits(text, length);
    if (digits === value) return;
    onValueChange(digits);
    if (digits.length === length) onComplete?.(digits);
  }

  return (
    <Field label={label} error={error ?? null}>
      {(aria) => (
        <div className="relative">
          <CodeBoxes length={length} value={value} focused={focused} />
          <input
            {...input}
            {...aria}
            aria-invalid={invalid || aria["aria-invalid"]}
            type="text"
            inputMode="numeric"
            autoComplete="one-time-code"
            spellCheck={false}
            dir="ltr"
            value={value}
            onChange={(event) => change(event.currentTarget.value)}
            onFocus={() => setFocused(true)}
            onBlur={() => setFocused(false)}
            onSelect={({ currentTarget }) => {
              const end = currentTarget.value.length;
              const selectsAll =
                currentTarget.selectionStart === 0 && currentTarget.selectionEnd === end;
              if (!selectsAll) currentTarget.setSelectionRange(end, end);
            }}
            className="absolute inset-0 size-full cursor-text rounded-[12px] bg-transparent text-transparent caret-transparent opacity-0 outline-none"
          />
        </div>
      )}
    </Field>
  );
}

type CodeBoxesProps = { length: 6 | 8; value: string; focused: boolean };

function CodeBoxes({ length, value, focused }: CodeBoxesProps) {
  const current = Math.min(value.length, length - 1);
  return (
    <div
      aria-hidden="true"
      dir="ltr"
      className={joinClasses("flex items-center", length === 8 ? "gap-1.5" : "gap-2")}
    >
      {Array.from({ length }, (_, index) => (
        <Fragment key={index}>
          {index === length / 2 && (
            <span className="h-0.5 w-2 flex-none rounded-full bg-border-strong" />
          )}
          <span
            className={joinClasses(
              "grid min-w-0 flex-1 place-items-center rounded-[12px] bg-surface leading-none font-[560] tabular-nums inset-ring",
              length === 8 ? "h-14 text-2xl" : "h-16 text-[1.75rem]",
              focused && index === current
                ? "inset-ring-2 inset-ring-fg"
                : "inset-ring-border-strong",
            )}
          >
            {value[index] ??
              (focused && index === current && <span className="h-6.5 w-[1.5px] bg-fg" />)}
          </span>
        </Fragment>
      ))}
    </div>
  );
}
