import { formatClock } from "#kernel/time";
import { useNow } from "#kernel/use-now";

type LocalTimeProps = { timeZone: string; className?: string };

/** The time where somebody is: `22:41`. */
export function LocalTime({ timeZone, className }: LocalTimeProps) {
  const now = useNow(30_000);
  return (
    <time dateTime={new Date(now).toISOString()} className={className}>
      {formatClock(now, timeZone)}
    </time>
  );
}
