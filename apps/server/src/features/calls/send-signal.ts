import type { AckSignal, Call, SendSignal } from "@parley/protocol/calls";
import { notFound } from "#kernel/errors";
import type { Actor } from "./act-on-call.ts";
import { findEnds } from "./policy.ts";
import { presentCall } from "./present.ts";
import { findCall } from "./store.ts";
import type { CallsDeps } from "./types.ts";

type Deps = Pick<CallsDeps, "db" | "delivery" | "hotLimits">;

/**
 * Passes a signal on, at most once and never stored: whoever sends it keeps it until the other side
 * has acknowledged it. Who speaks is what the server knows, not what the signal says.
 */
export async function sendSignal(deps: Deps, actor: Actor, signal: SendSignal): Promise<Call> {
  const { to, ...rest } = signal;
  const { call, ends } = await meet(deps, actor, signal);
  if (!ends) return call;
  deps.hotLimits.takeSignal(`${ends.from}>${to}`);
  deps.delivery.toDevices([ends.to.device], "call:signal", { ...rest, from: ends.from, to });
  return call;
}

/** Tells whoever sent the signals up to where they have arrived. */
export async function acknowledgeSignals(deps: Deps, actor: Actor, ack: AckSignal): Promise<Call> {
  const { callId, epoch, from: to, seq } = ack;
  const { call, ends } = await meet(deps, actor, { callId, epoch, to });
  if (!ends) return call;
  const { from } = ends;
  deps.delivery.toDevices([ends.to.device], "call:signal-ack", { callId, epoch, from, to, seq });
  return call;
}

async function meet(
  { db }: Deps,
  actor: Actor,
  { callId, to, epoch }: { callId: string; to: string; epoch: number },
) {
  const call = await findCall(db, { callId, userId: actor.userId });
  if (!call) throw notFound();
  return { call: presentCall(call), ends: findEnds(call, { ...actor, to, epoch }) };
}
