/** How many minutes `zone` is ahead of this device's own zone at an instant; negative when behind. */
export function minutesAhead(zone: string, at: number): number {
  const there = readWallClock(at, zone);
  const here = readWallClock(at);
  return Math.round((there - here) / 60_000);
}

/** Whether it is night (21:00 to 6:00) in a zone at an instant. */
export function isNight(zone: string, at: number): boolean {
  const hour = new Date(readWallClock(at, zone)).getUTCHours();
  return hour >= 21 || hour < 6;
}

/** The clock on the wall, as if it were UTC. */
function readWallClock(at: number, timeZone?: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    ...(timeZone === undefined ? {} : { timeZone }),
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    hourCycle: "h23",
  }).formatToParts(at);
  const read = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((part) => part.type === type)?.value ?? 0);
  return Date.UTC(read("year"), read("month") - 1, read("day"), read("hour"), read("minute"));
}
