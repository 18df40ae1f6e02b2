import type { Call } from "@parley/protocol/calls";
import { notFound } from "#kernel/errors";
import type { Actor } from "./act-on-call.ts";
import { presentCall } from "./present.ts";
import { LEASE_MS } from "./reduce-call.ts";
import { findCall, renewLease } from "./store.ts";
import type { CallsDeps } from "./types.ts";

/** Renews the lease of the joined device; any other of one's devices only hears how the call stands. */
export async function beat(
  { db, clock }: Pick<CallsDeps, "db" | "clock">,
  actor: Actor,
  callId: string,
): Promise<Call> {
  const until = new Date(clock.now().getTime() + LEASE_MS);
  await renewLease(db, { callId, ...actor }, until);
  const call = await findCall(db, { callId, userId: actor.userId });
  if (!call) throw notFound();
  return presentCall(call);
}
