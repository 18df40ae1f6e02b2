import { addCallMessage } from "#features/messages";
import type { Unit } from "#kernel/unit-of-work";
import { effectsOf } from "./call-effects.ts";
import type { CallEffects } from "./call-effects.ts";
import { makeGrant } from "./grant.ts";
import type { Grant } from "./grant.ts";
import { presentCall, summarize } from "./present.ts";
import { isMissed, saveCall } from "./store.ts";
import type { CallRecord, CallsDeps } from "./types.ts";

interface Transition {
  before: CallRecord | null;
  after: CallRecord;
  /** The device that acts: its own ring needs no stop. */
  device: string | null;
}

type Deps = Pick<CallsDeps, "delivery" | "clock" | "ice">;

/** The call was changed although its conversation was locked: the transaction is tried again. */
class StaleCall extends Error {
  readonly code = "40001";
}

/** Stores a transition with all that belongs to it, and tells everybody after commit. */
export async function settle(
  deps: Deps,
  unit: Unit,
  { before, after, device }: Transition & { before: CallRecord },
): Promise<void> {
  if (!(await saveCall(unit.tx, before, after))) throw new StaleCall("A call was changed twice.");
  if (after.state === "ended") await keepInConversation(unit, after);
  await announce(deps, unit, { before, after, device });
}

/** Tells of a transition that is stored. */
export async function announce(deps: Deps, unit: Unit, transition: Transition): Promise<void> {
  const effects = effectsOf(transition.before, transition.after);
  const grants: Grant[] = [];
  for (const participant of effects.grants) {
    grants.push(await makeGrant(deps, unit.tx, { call: transition.after, participant }));
  }
  unit.afterCommit(() => tell(deps.delivery, transition, { ...effects, grants }));
}

/** Exactly one message a call, and a mark for whoever missed it. */
async function keepInConversation(unit: Unit, call: CallRecord): Promise<void> {
  const { conversationId, startedBy: senderId } = call;
  await addCallMessage(unit, { conversationId, senderId, call: summarize(call) });
  for (const one of call.participants) {
    if (isMissed(call, one)) unit.touch({ userId: one.userId, kind: "calls", id: one.userId });
  }
}

function tell(
  delivery: CallsDeps["delivery"],
  { after, device }: Transition,
  effects: Omit<CallEffects, "grants"> & { grants: readonly Grant[] },
): void {
  const call = presentCall(after);
  const callId = call.id;
  const everybody = call.participants.map(({ userId }) => userId);
  delivery.toUsers(effects.rings, "call:ring", { callId, call });
  for (const { userId, reason } of effects.stops) {
    const stop = { callId, reason };
    if (device === null) delivery.toUsers([userId], "call:stop", stop);
    else delivery.toOtherDevices({ userIds: [userId], except: device }, "call:stop", stop);
  }
  delivery.toUsers(everybody, "call:state", { callId, version: call.version, call });
  for (const grant of effects.grants) {
    delivery.toDevices([grant.device], "call:grant", grant.payload);
  }
  for (const { userId, joinId, mic, cam, screen, hand } of effects.media) {
    if (joinId === null) continue;
    const devices = after.participants.flatMap((one) =>
      one.state === "joined" && one.device !== null && one.userId !== userId ? one.device : [],
    );
    const sent = { callId, userId, joinId, mic, cam, screen, hand };
    delivery.toDevices(devices, "call:media", sent);
  }
  if (call.reason) {
    delivery.toDevices(effects.ended, "call:ended", { callId, reason: call.reason, call });
  }
}
