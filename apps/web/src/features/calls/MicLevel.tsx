import { useRef } from "react";
import { m } from "#messages";
import { useMicLevel } from "./use-mic-level.ts";

type MicLevelProps = { track: MediaStreamTrack | null };

/** How loud the microphone hears, as a bar that fills. */
export function MicLevel({ track }: MicLevelProps) {
  const meter = useRef<HTMLSpanElement>(null);
  useMicLevel(track, meter);
  return (
    <span
      ref={meter}
      role="img"
      aria-label={m.calls_level()}
      className="mt-2 block h-1.5 overflow-hidden rounded-full bg-active contrast:ring-1 contrast:ring-fg"
    >
      <span className="block h-full w-full origin-left scale-x-(--level,0) rounded-full bg-fg rtl:origin-right forced-colors:bg-[CanvasText]" />
    </span>
  );
}
