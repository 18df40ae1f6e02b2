import type { Call } from "@parley/protocol/calls";
import { actOnCall } from "./act-on-call.ts";
import type { Actor } from "./act-on-call.ts";
import type { CallsDeps } from "./types.ts";

export async function rejectCall(deps: CallsDeps, actor: Actor, callId: string): Promise<Call> {
  const { userId } = actor;
  return actOnCall(deps, { callId, actor }, (at) => ({ kind: "reject", userId, at }));
}
