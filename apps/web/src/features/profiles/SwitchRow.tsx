import { useId } from "react";
import { Switch } from "#ui/Switch";

type SwitchRowProps = {
  title: string;
  note: string;
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
};

/** A setting that is on or off; the whole line takes the click. */
export function SwitchRow({ title, note, checked, onCheckedChange }: SwitchRowProps) {
  const id = useId();
  return (
    <li className="not-first:border-t not-first:border-border-soft">
      <label
        htmlFor={id}
        className="flex min-h-14 cursor-pointer items-center justify-between gap-4 px-4 py-[9px]"
      >
        <span className="min-w-0">
          <span id={`${id}-title`} className="block leading-5 font-medium">
            {title}
          </span>
          <span id={`${id}-note`} className="block text-sm leading-[1.125rem] text-fg-subtle">
            {note}
          </span>
        </span>
        <Switch
          id={id}
          aria-labelledby={`${id}-title`}
          aria-describedby={`${id}-note`}
          checked={checked}
          onCheckedChange={onCheckedChange}
        />
      </label>
    </li>
  );
}
