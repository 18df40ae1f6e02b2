import type { Call } from "@parley/protocol/calls";
import { notFound } from "#kernel/errors";
import type { Unit } from "#kernel/unit-of-work";
import { presentCall } from "./present.ts";
import { reduceCall } from "./reduce-call.ts";
import type { CallAct } from "./reduce-call.ts";
import { settle } from "./settle.ts";
import { findCall, readLocked } from "./store.ts";
import type { CallRecord, CallsDeps } from "./types.ts";

/** Who acts: a person with one of their devices. */
export interface Actor {
  userId: string;
  device: string;
}

/** Says what is done, once the call is locked and its present state known. */
export type MakeAct = (now: Date, call: CallRecord) => CallAct;

/**
 * One transition of one of this person's calls, and the call as it is afterwards. An act that comes
 * too late, or again, changes nothing.
 */
export async function actOnCall(
  deps: CallsDeps,
  { callId, actor }: { callId: string; actor: Actor },
  makeAct: MakeAct,
): Promise<Call> {
  return deps.transact(async (unit) => {
    const ended = await lockCall(deps, unit, { callId, userId: actor.userId });
    return ended ?? transition(deps, unit, { callId, device: actor.device, makeAct });
  });
}

/** Locks the call by its conversation; answers with the call when it has ended already. */
export async function lockCall(
  { conversations }: Pick<CallsDeps, "conversations">,
  { tx }: Unit,
  { callId, userId }: { callId: string; userId: string },
): Promise<Call | null> {
  const known = await findCall(tx, { callId, userId });
  if (!known) throw notFound();
  if (known.state === "ended") return presentCall(known);
  await conversations.shared.begin(tx, known.conversationId, userId);
  return null;
}

/** Applies the act to a call whose conversation is locked. */
export async function transition(
  deps: CallsDeps,
  unit: Unit,
  { callId, device, makeAct }: { callId: string; device: string | null; makeAct: MakeAct },
): Promise<Call> {
  const before = await readLocked(unit.tx, callId);
  if (!before) throw notFound();
  const after = reduceCall(before, makeAct(deps.clock.now(), before));
  if (!after) return presentCall(before);
  await settle(deps, unit, { before, after, device });
  return presentCall(after);
}
