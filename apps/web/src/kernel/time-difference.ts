import { m } from "#messages";

/** `8 hours ahead`, `30 minutes behind`, `same time as you`. */
export function describeTimeDifference(zone: string, at: number): string {
  const minutes = minutesAhead(zone, at);
  if (minutes === 0) return m.ui_same_time();
  const amount = describeAmount(Math.abs(minutes));
  return minutes > 0 ? m.ui_ahead({ amount }) : m.ui_behind({ amount });
}

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

function describeAmount(minutes: number): string {
  const isInHours = minutes >= 60;
  const value = isInHours ? Math.round((minutes / 60) * 4) / 4 : minutes;
  return new Intl.NumberFormat(document.documentElement.lang || "en", {
    style: "unit",
    unit: isInHours ? "hour" : "minute",
    unitDisplay: "long",
  }).format(value);
}
