import { useId, type RefObject } from "react";
import { joinClasses } from "#kernel/class-names";
import { m } from "#messages";
import type { Level, Side } from "./edit-languages.ts";
import { describeLevel, levelName, levelsOf } from "./level-sentences.ts";

type LevelPickerProps = {
  side: Side;
  /** The name of the language. */
  name: string;
  level: Level;
  onLevelChange: (level: Level) => void;
  /** The level that is chosen, for the focus. */
  chosen: RefObject<HTMLInputElement | null>;
};

/** The levels side by side, and what the chosen one means in a person's own words. */
export function LevelPicker({ side, name, level, onLevelChange, chosen }: LevelPickerProps) {
  const group = useId();
  const levels = levelsOf[side];
  const reached = levels.indexOf(level);
  return (
    <div className="@container">
      <fieldset>
        <legend className="sr-only">{m.profiles_level_of({ name })}</legend>
        <div
          className={joinClasses(
            "grid grid-cols-[repeat(auto-fit,minmax(2.25rem,1fr))] gap-1",
            side === "speaks" && "@[28.75rem]:grid-cols-[repeat(6,1fr)_1.6fr]",
          )}
        >
          {levels.map((candidate, index) => (
            <label
              key={candidate}
              className={joinClasses(
                "grid min-h-11 cursor-pointer place-items-center rounded-[5px] text-base font-semibold",
                "first:rounded-ss-[11px] first:rounded-es-[3px] has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus",
                side === "learns" && "last:rounded-e-[11px]",
                candidate === "native" &&
                  "col-span-full rounded-b-[11px]! @[28.75rem]:col-span-1 @[28.75rem]:rounded-[5px]! @[28.75rem]:rounded-e-[11px]!",
                toneOf(index - reached),
              )}
            >
              <input
                ref={candidate === level ? chosen : undefined}
                type="radio"
                name={group}
                value={candidate}
                checked={candidate === level}
                onChange={() => onLevelChange(candidate)}
                className="sr-only"
              />
              {levelName(candidate)}
            </label>
          ))}
        </div>
      </fieldset>
      <p
        aria-live="polite"
        className="mt-[13px] flex gap-2.5 font-serif text-[1.0625rem] leading-[1.5]"
      >
        <b className="flex-none font-sans text-sm leading-[1.5625rem] font-semibold text-ink">
          {levelName(level)}
        </b>
        {describeLevel(side, level)}
      </p>
    </div>
  );
}

function toneOf(distance: number): string {
  if (distance === 0) return "bg-ink-solid text-ink-on forced-colors:outline-2";
  if (distance < 0)
    return "bg-ink-soft text-ink-on-soft contrast:inset-ring contrast:inset-ring-ink";
  return "bg-thread text-fg-muted inset-ring inset-ring-border hover:bg-hover";
}
