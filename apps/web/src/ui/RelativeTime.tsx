import { formatAgo, formatClock, formatDate, formatShort } from "#kernel/time";
import { useNow } from "#kernel/use-now";

type RelativeTimeProps = { at: string; form?: "short" | "ago"; className?: string };

/** A moment as it is best read now, renewed every half minute; its full date stands in the title. */
export function RelativeTime({ at, form = "short", className }: RelativeTimeProps) {
  const now = useNow(30_000);
  return (
    <time dateTime={at} title={`${formatDate(at, now)}, ${formatClock(at)}`} className={className}>
      {form === "ago" ? formatAgo(at, now) : formatShort(at, now)}
    </time>
  );
}
