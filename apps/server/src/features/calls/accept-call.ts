import type { Call } from "@parley/protocol/calls";
import type { Unit } from "#kernel/unit-of-work";
import { lockCall, transition } from "./act-on-call.ts";
import type { Actor, MakeAct } from "./act-on-call.ts";
import { nextJoinId } from "./join-ids.ts";
import type { CallsDeps } from "./types.ts";

/** Of several devices that accept one joins; the others are told that it was answered elsewhere. */
export async function acceptCall(deps: CallsDeps, actor: Actor, callId: string): Promise<Call> {
  return deps.transact(async (unit) => {
    const ended = await lockCall(deps, unit, { callId, userId: actor.userId });
    return ended ?? acceptLocked(deps, unit, { callId, actor });
  });
}

/** The same for a call whose conversation is locked already. */
export async function acceptLocked(
  deps: CallsDeps,
  unit: Unit,
  { callId, actor }: { callId: string; actor: Actor },
): Promise<Call> {
  const { device } = actor;
  const call = await transition(deps, unit, { callId, device, makeAct: accepting(actor) });
  await forgive(deps, unit, call);
  return call;
}

/** The key under which starts to somebody who has accepted none are counted. */
export function unansweredKey(userId: string, otherId: string): string {
  return `call:unanswered:${userId}:${otherId}`;
}

function accepting({ userId, device }: Actor): MakeAct {
  return (now, call) => ({
    kind: "accept",
    userId,
    device,
    joinId: nextJoinId(call, now),
    at: now,
  });
}

/** Whoever was answered may call again as if for the first time. */
async function forgive({ limits }: CallsDeps, { tx }: Unit, call: Call): Promise<void> {
  if (call.state !== "active") return;
  for (const { userId } of call.participants) {
    await limits.clear(tx, unansweredKey(call.startedBy, userId));
  }
}
