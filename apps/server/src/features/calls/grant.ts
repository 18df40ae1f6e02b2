import type { Executor } from "#kernel/database";
import type { Outgoing } from "#kernel/delivery";
import { hasSpoken } from "./store.ts";
import { hasRelay, serversFor } from "./turn.ts";
import type { CallRecord, CallsDeps, Participant } from "./types.ts";

export interface Grant {
  device: string;
  payload: Outgoing<"call:grant">;
}

/** What a joined device needs to build its media; people who have never spoken hide their address. */
export async function makeGrant(
  { ice, clock }: Pick<CallsDeps, "ice" | "clock">,
  executor: Executor,
  { call, participant }: { call: CallRecord; participant: Participant },
): Promise<Grant> {
  const { userId, joinId, device } = participant;
  if (joinId === null || device === null)
    throw new Error("Only a joined device is granted a call.");
  return {
    device,
    payload: {
      callId: call.id,
      joinId,
      epoch: call.epoch,
      iceServers: serversFor(ice, { callId: call.id, userId, now: clock.now() }),
      relayOnly: hasRelay(ice) && !(await hasSpoken(executor, call.conversationId)),
    },
  };
}
