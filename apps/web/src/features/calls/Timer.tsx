import { m } from "#messages";
import { useNow } from "#kernel/use-now";
import { formatTimer } from "./format-timer.ts";

type TimerProps = { since: number; className?: string };

/** How long the call has lasted. It is not read aloud each second. */
export function Timer({ since, className }: TimerProps) {
  const now = useNow(1000);
  return (
    <span role="timer" aria-label={m.calls_duration()} aria-live="off" className={className}>
      {formatTimer(now - since)}
    </span>
  );
}
