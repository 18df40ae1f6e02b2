import type { CallMedia, CallSummary } from "@parley/protocol/calls";
import { m } from "#messages";

type Told = Pick<CallSummary, "media" | "reason" | "seconds">;

/** What became of a call, in a line: `Voice call, 12 minutes`, `Missed video call`, `No answer`. */
export function describeCall(call: Told, isMine: boolean): string {
  const isVideo = call.media === "video";
  if (isMissedCall(call, isMine)) return isVideo ? m.calls_missed_video() : m.calls_missed_voice();
  if (call.seconds > 0) {
    const duration = describeDuration(call.seconds);
    return isVideo ? m.calls_video_lasted({ duration }) : m.calls_voice_lasted({ duration });
  }
  switch (call.reason) {
    case "timeout":
      return m.calls_no_answer();
    case "declined":
      return m.calls_declined();
    case "cancelled":
      return m.calls_cancelled();
    case "busy":
      return m.calls_busy();
    case "failed":
    case "lost":
      return m.calls_not_connected();
    case "completed":
    case "not-allowed":
      return isVideo ? m.calls_video() : m.calls_voice();
  }
}

/** Whether somebody called and was not answered; a declined call was seen. */
export function isMissedCall(call: Told, isMine: boolean): boolean {
  return !isMine && ["timeout", "cancelled", "busy"].includes(call.reason);
}

/** A length as it is said: `45 seconds`, `12 minutes`, `1 hour 5 minutes`. */
export function describeDuration(seconds: number): string {
  if (seconds < 60) return formatUnit(Math.max(1, Math.round(seconds)), "second");
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return formatUnit(minutes, "minute");
  const hours = formatUnit(Math.floor(minutes / 60), "hour");
  return minutes % 60 === 0 ? hours : `${hours} ${formatUnit(minutes % 60, "minute")}`;
}

export function iconOfCall(media: CallMedia): "phone" | "video" {
  return media === "video" ? "video" : "phone";
}

function formatUnit(value: number, unit: "hour" | "minute" | "second"): string {
  return new Intl.NumberFormat(document.documentElement.lang || "en", {
    style: "unit",
    unit,
    unitDisplay: "long",
  }).format(value);
}
