import { countSeconds, type Call, type CallSummary } from "@parley/protocol/calls";

/** What is told of a call that is over. */
export function summarise(call: Call): CallSummary {
  const { id, media, startedAt, endedAt } = call;
  const isTalked = startedAt !== null && endedAt !== null;
  const seconds = isTalked ? countSeconds(Date.parse(startedAt), Date.parse(endedAt)) : 0;
  return { id, media, reason: call.reason ?? "lost", seconds };
}
