import type { Call } from "@parley/protocol/calls";
import { actOnCall } from "./act-on-call.ts";
import type { Actor } from "./act-on-call.ts";
import type { CallsDeps } from "./types.ts";

/**
 * Ends the call, whatever it is by now: one that still rings is cancelled, and a cancelling that
 * comes after the acceptance hangs up. Any device of somebody who is in it may do so.
 */
export async function hangUp(
  deps: CallsDeps,
  actor: Actor,
  { callId, reason = "completed" }: { callId: string; reason?: "completed" | "failed" | undefined },
): Promise<Call> {
  const { userId } = actor;
  return actOnCall(deps, { callId, actor }, (at) => ({ kind: "hang-up", userId, reason, at }));
}
