import { CEFR_LEVELS, type CefrLevel } from "@parley/protocol/profiles";
import { joinClasses } from "#kernel/class-names";
import type { Ink } from "#kernel/ink";
import { m } from "#messages";

type RangeSliderProps = {
  label: string;
  from: CefrLevel;
  to: CefrLevel;
  onRangeChange: (from: CefrLevel, to: CefrLevel) => void;
  ink?: Ink;
};

const STEPS = CEFR_LEVELS.length - 1;

const thumb =
  "pointer-events-none absolute inset-x-0 top-0 h-6 w-full appearance-none bg-transparent outline-none " +
  "[&::-webkit-slider-thumb]:pointer-events-auto [&::-webkit-slider-thumb]:size-5 [&::-webkit-slider-thumb]:cursor-grab [&::-webkit-slider-thumb]:appearance-none " +
  "[&::-webkit-slider-thumb]:rounded-full [&::-webkit-slider-thumb]:border-2 [&::-webkit-slider-thumb]:border-ink-mark [&::-webkit-slider-thumb]:bg-surface " +
  "[&::-moz-range-thumb]:pointer-events-auto [&::-moz-range-thumb]:size-4 [&::-moz-range-thumb]:cursor-grab " +
  "[&::-moz-range-thumb]:rounded-full [&::-moz-range-thumb]:border-2 [&::-moz-range-thumb]:border-ink-mark [&::-moz-range-thumb]:bg-surface " +
  "focus-visible:[&::-webkit-slider-thumb]:outline-2 focus-visible:[&::-webkit-slider-thumb]:outline-offset-2 focus-visible:[&::-webkit-slider-thumb]:outline-focus " +
  "focus-visible:[&::-moz-range-thumb]:outline-2 focus-visible:[&::-moz-range-thumb]:outline-offset-2 focus-visible:[&::-moz-range-thumb]:outline-focus";

/** From one level to another, with a thumb for each end; the ends never cross. */
export function RangeSlider({ label, from, to, onRangeChange, ink = "neutral" }: RangeSliderProps) {
  const low = CEFR_LEVELS.indexOf(from);
  const high = CEFR_LEVELS.indexOf(to);

  function move(nextLow: number, nextHigh: number) {
    const lowLevel = CEFR_LEVELS[Math.min(nextLow, high)];
    const highLevel = CEFR_LEVELS[Math.max(nextHigh, low)];
    if (lowLevel && highLevel) onRangeChange(lowLevel, highLevel);
  }

  return (
    <div role="group" aria-label={label} data-ink={ink} dir="ltr">
      <div className="relative mx-1.5 h-6">
        <div aria-hidden="true" className="absolute inset-x-2.5 top-2.5 h-1 rounded-full bg-active">
          <div
            className="absolute h-full bg-ink-mark"
            style={{ left: `${(low / STEPS) * 100}%`, right: `${100 - (high / STEPS) * 100}%` }}
          />
        </div>
        <input
          type="range"
          min={0}
          max={STEPS}
          value={low}
          aria-label={m.ui_level_from()}
          aria-valuetext={from}
          onChange={(event) => move(Number(event.currentTarget.value), high)}
          className={joinClasses(thumb, low === STEPS && "z-10")}
        />
        <input
          type="range"
          min={0}
          max={STEPS}
          value={high}
          aria-label={m.ui_level_to()}
          aria-valuetext={to}
          onChange={(event) => move(low, Number(event.currentTarget.value))}
          className={thumb}
        />
      </div>
      <div aria-hidden="true" className="mt-1 flex justify-between text-xs tabular-nums">
        {CEFR_LEVELS.map((level, index) => (
          <span
            key={level}
            className={joinClasses(
              "w-8 text-center",
              index >= low && index <= high ? "font-semibold text-ink" : "text-fg-subtle",
            )}
          >
            {level}
          </span>
        ))}
      </div>
    </div>
  );
}
