import type { Call } from "@parley/protocol/calls";
import { actOnCall } from "./act-on-call.ts";
import type { Actor } from "./act-on-call.ts";
import { nextJoinId } from "./join-ids.ts";
import type { CallsDeps } from "./types.ts";

/** Takes one's place in a call anew: after a reload, on another device, or to build the media again. */
export async function joinCall(deps: CallsDeps, actor: Actor, callId: string): Promise<Call> {
  return actOnCall(deps, { callId, actor }, (now, call) => ({
    kind: "join",
    ...actor,
    joinId: nextJoinId(call, now),
    at: now,
  }));
}
