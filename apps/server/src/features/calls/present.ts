import { countSeconds, type Call, type CallSummary } from "@parley/protocol/calls";
import type { Executor } from "#kernel/database";
import { countMissed } from "./store.ts";
import type { CallRecord } from "./types.ts";

export function presentCall(call: CallRecord): Call {
  return {
    id: call.id,
    conversationId: call.conversationId,
    media: call.media,
    state: call.state,
    reason: call.reason,
    version: call.version,
    epoch: call.epoch,
    transport: call.transport,
    startedBy: call.startedBy,
    ringUntil: call.ringUntil?.toISOString() ?? null,
    startedAt: call.startedAt?.toISOString() ?? null,
    endedAt: call.endedAt?.toISOString() ?? null,
    participants: call.participants.map(({ userId, joinId, state, mic, cam, screen, hand }) => ({
      userId,
      joinId,
      state,
      mic,
      cam,
      screen,
      hand,
    })),
  };
}

/** What the conversation keeps of a call that has ended. */
export function summarize({ id, media, reason, startedAt, endedAt }: CallRecord): CallSummary {
  if (!reason || !endedAt) throw new Error("A call that has not ended cannot be summed up.");
  const seconds = startedAt ? countSeconds(startedAt.getTime(), endedAt.getTime()) : 0;
  return { id, media, reason, seconds };
}

/** The one row of kind `calls` stands under the person's own id. */
export async function presentMissed(
  executor: Executor,
  viewerId: string,
  ids: readonly string[],
): Promise<Map<string, unknown>> {
  if (!ids.includes(viewerId)) return new Map();
  return new Map([[viewerId, { missed: await countMissed(executor, viewerId) }]]);
}
