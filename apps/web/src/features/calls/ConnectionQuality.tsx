import type { CallQuality, QualityLevel } from "@parley/client/calls/views";
import { m } from "#messages";
import { Icon } from "#ui/Icon";

type ConnectionQualityProps = { quality: CallQuality };

const levels: Record<QualityLevel, () => string> = {
  good: m.calls_quality_good,
  fair: m.calls_quality_fair,
  poor: m.calls_quality_poor,
};

/** How good the connection is, in a word and a figure. It is there to be read, and says nothing by itself. */
export function ConnectionQuality({ quality }: ConnectionQualityProps) {
  const { level, roundTripMs } = quality;
  const word = levels[level]();
  return (
    <span className="inline-flex flex-none items-center gap-[7px] text-sm text-stage-muted tabular-nums">
      <Icon name="signal" size={18} className={level === "good" ? "text-stage-good" : ""} />
      <span className="max-sm:sr-only">
        <span className="sr-only">{m.calls_quality()} </span>
        {roundTripMs === null ? word : m.calls_quality_figure({ word, ms: roundTripMs })}
      </span>
    </span>
  );
}
