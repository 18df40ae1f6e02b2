import type { ReactNode } from "react";
import { useRadioGroup } from "./RadioGroup.tsx";

type RadioCardProps = { value: string; label: string; children: ReactNode };

/** A choice that is seen before it is made: a picture with its radio below. */
export function RadioCard({ value, label, children }: RadioCardProps) {
  const group = useRadioGroup();
  return (
    <label className="group/card grid min-w-0 cursor-pointer gap-2.5">
      <span className="overflow-hidden rounded-lg ring-border group-has-checked/card:outline-2 group-has-checked/card:outline-offset-3 group-has-checked/card:outline-fg ring-1">
        {children}
      </span>
      <span className="flex min-h-6 items-center gap-2">
        <input
          type="radio"
          name={group.name}
          value={value}
          checked={group.value === value}
          onChange={() => group.choose(value)}
          className="size-4 flex-none cursor-pointer appearance-none rounded-full bg-surface inset-ring-[1.5px] inset-ring-border-strong checked:inset-ring-[5px] checked:inset-ring-primary focus-visible:rounded-full forced-colors:appearance-auto"
        />
        {label}
      </span>
    </label>
  );
}
