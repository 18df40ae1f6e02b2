import { createContext, use, useId, type ReactNode } from "react";
import { VisuallyHidden } from "./VisuallyHidden.tsx";

type RadioGroupContextValue = { name: string; value: string; choose: (value: string) => void };

const RadioGroupContext = createContext<RadioGroupContextValue | null>(null);

/** The group that a radio control stands in; throws outside one. */
export function useRadioGroup(): RadioGroupContextValue {
  const group = use(RadioGroupContext);
  if (group === null) throw new Error("A radio control needs a RadioGroup around it");
  return group;
}

type RadioGroupProps<Value extends string> = {
  label: string;
  value: Value;
  values: readonly Value[];
  onValueChange: (value: Value) => void;
  className?: string;
  children: ReactNode;
};

/** One choice of several; arrows move between them, as the browser has it. */
export function RadioGroup<Value extends string>(props: RadioGroupProps<Value>) {
  const { label, value, values, onValueChange, className, children } = props;
  const name = useId();

  function choose(chosen: string) {
    const known = values.find((candidate) => candidate === chosen);
    if (known !== undefined) onValueChange(known);
  }

  return (
    <fieldset className="min-w-0">
      <legend>
        <VisuallyHidden>{label}</VisuallyHidden>
      </legend>
      <div className={className}>
        <RadioGroupContext value={{ name, value, choose }}>{children}</RadioGroupContext>
      </div>
    </fieldset>
  );
}
