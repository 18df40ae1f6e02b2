import type { Call, CallSummary } from "@parley/protocol/calls";

/** What is told of a call that is over. */
export function summarise(call: Call): CallSummary {
  const { id, media, startedAt, endedAt } = call;
  const isTalked = startedAt !== null && endedAt !== null;
  const ms = isTalked ? Date.parse(endedAt) - Date.parse(startedAt) : 0;
  return { id, media, reason: call.reason ?? "lost", seconds: Math.max(0, Math.round(ms / 1000)) };
}
