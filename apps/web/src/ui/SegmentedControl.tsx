import { RadioGroup, useRadioGroup } from "./RadioGroup.tsx";

type Segment<Value extends string> = { value: Value; label: string };

type SegmentedControlProps<Value extends string> = {
  label: string;
  value: Value;
  segments: readonly Segment<Value>[];
  onValueChange: (value: Value) => void;
};

/** A few short choices side by side, one of them taken. */
export function SegmentedControl<Value extends string>({
  segments,
  ...group
}: SegmentedControlProps<Value>) {
  return (
    <RadioGroup
      {...group}
      values={segments.map((segment) => segment.value)}
      className="flex rounded-md bg-sunken p-[3px] inset-ring inset-ring-border-soft"
    >
      {segments.map((segment) => (
        <SegmentButton key={segment.value} {...segment} />
      ))}
    </RadioGroup>
  );
}

function SegmentButton({ value, label }: Segment<string>) {
  const group = useRadioGroup();
  return (
    <label className="hit grid h-7.5 flex-1 cursor-pointer place-items-center rounded-[7px] px-3 text-sm font-medium whitespace-nowrap text-fg-muted has-checked:bg-surface has-checked:text-fg has-checked:shadow-rest has-checked:ring-1 has-checked:ring-border has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus">
      <input
        type="radio"
        name={group.name}
        value={value}
        checked={group.value === value}
        onChange={() => group.choose(value)}
        className="sr-only"
      />
      {label}
    </label>
  );
}
