import { isTimeZone } from "@parley/protocol/profiles";
import { m } from "#messages";

const DAY_MS = 86_400_000;

/** Clock time in the given zone, the viewer's own without one: `22:41`. */
export function formatClock(at: number | string | Date, timeZone?: string): string {
  return formatIn({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }, at, timeZone);
}

/** The heading of a day: `Today`, `Yesterday`, `Tuesday`, `3 June`, `3 June 2025`. */
export function formatDay(at: number | string | Date, now: number): string {
  const days = daysBetween(at, now);
  if (days === 0) return m.ui_today();
  if (days === 1) return m.ui_yesterday();
  if (days > 1 && days < 7) return formatIn({ weekday: "long" }, at);
  return formatDate(at, now);
}

/** The time beside a row of a list: `14:41` today, `Tue` this week, `3 Jun`, `3 Jun 2025`. */
export function formatShort(at: number | string | Date, now: number): string {
  const days = daysBetween(at, now);
  if (days === 0) return formatClock(at);
  if (days > 0 && days < 7) return formatIn({ weekday: "short" }, at);
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return formatIn({ day: "numeric", month: "short", ...(sameYear ? {} : { year: "numeric" }) }, at);
}

/** A full date: `3 June`, with the year when it is another one. */
export function formatDate(at: number | string | Date, now: number): string {
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return formatIn({ day: "numeric", month: "long", ...(sameYear ? {} : { year: "numeric" }) }, at);
}

/** How long ago, in words: `now`, `25 minutes ago`, `3 days ago`. */
export function formatAgo(at: number | string | Date, now: number): string {
  const seconds = Math.max(0, (now - new Date(at).getTime()) / 1000);
  if (seconds < 60) return m.ui_now();
  const format = new Intl.RelativeTimeFormat(locale(), { numeric: "auto" });
  if (seconds < 3600) return format.format(-Math.floor(seconds / 60), "minute");
  if (seconds < 86_400) return format.format(-Math.floor(seconds / 3600), "hour");
  if (seconds < 30 * 86_400) return format.format(-Math.floor(seconds / 86_400), "day");
  return formatDate(at, now);
}

function daysBetween(at: number | string | Date, now: number): number {
  return Math.round((startOfDay(now) - startOfDay(at)) / DAY_MS);
}

function startOfDay(at: number | string | Date): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

function formatIn(
  options: Intl.DateTimeFormatOptions,
  at: number | string | Date,
  timeZone?: string,
): string {
  const zone = timeZone !== undefined && isTimeZone(timeZone) ? { timeZone } : {};
  return new Intl.DateTimeFormat(locale(), { ...options, ...zone }).format(new Date(at));
}

/** British English writes days before months, as the interface does. */
function locale(): string {
  const lang = document.documentElement.lang || "en";
  return lang === "en" ? "en-GB" : lang;
}
