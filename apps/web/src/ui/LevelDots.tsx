import { CEFR_LEVELS, type CefrLevel } from "@parley/protocol/profiles";
import { joinClasses } from "#kernel/class-names";
import type { Ink } from "#kernel/ink";
import { m } from "#messages";

type LevelDotsProps = { level: CefrLevel; ink?: Ink };

/** Six dots in three pairs, as many filled as the level is high. */
export function LevelDots({ level, ink = "neutral" }: LevelDotsProps) {
  const reached = CEFR_LEVELS.indexOf(level);
  return (
    <span
      data-ink={ink}
      role="img"
      aria-label={m.ui_level({ level })}
      className="inline-flex flex-none items-center"
    >
      {CEFR_LEVELS.map((name, index) => (
        <span
          key={name}
          className={joinClasses(
            "size-[5px] rounded-full not-first:ms-0.5 nth-3:ms-1 nth-5:ms-1",
            index <= reached ? "bg-ink-mark" : "opacity-75 inset-ring inset-ring-ink-mark",
          )}
        />
      ))}
    </span>
  );
}
