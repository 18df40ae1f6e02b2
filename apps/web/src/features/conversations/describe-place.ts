import { m } from "#messages";
import { minutesAhead } from "./time-difference.ts";

/** `8 hours ahead`, `30 minutes behind`, `same time as you`. */
export function describeTimeDifference(zone: string, at: number): string {
  const minutes = minutesAhead(zone, at);
  if (minutes === 0) return m.conversations_same_time();
  const amount = describeAmount(Math.abs(minutes));
  return minutes > 0 ? m.conversations_ahead({ amount }) : m.conversations_behind({ amount });
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
