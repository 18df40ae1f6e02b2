import type { Call, SetCallMedia } from "@parley/protocol/calls";
import { actOnCall } from "./act-on-call.ts";
import type { Actor } from "./act-on-call.ts";
import type { CallsDeps } from "./types.ts";

/** Says what one sends just now. */
export async function setMedia(deps: CallsDeps, actor: Actor, told: SetCallMedia): Promise<Call> {
  const { callId, ...media } = told;
  return actOnCall(deps, { callId, actor }, () => ({ kind: "media", ...actor, media }));
}
