import { invalid } from "#kernel/errors";
import type { CommandHandlers, Connection } from "#kernel/feature";
import { acceptCall } from "./accept-call.ts";
import type { Actor } from "./act-on-call.ts";
import { beat } from "./beat.ts";
import { hangUp } from "./hang-up.ts";
import { joinCall } from "./join-call.ts";
import { rejectCall } from "./reject-call.ts";
import { acknowledgeSignals, sendSignal } from "./send-signal.ts";
import { setMedia } from "./set-media.ts";
import { startCall } from "./start-call.ts";
import type { CallsDeps } from "./types.ts";

export function createCommands(deps: CallsDeps): CommandHandlers {
  return {
    "call:initiate": async (from, ask) => ({ call: await startCall(deps, actorOf(from), ask) }),
    "call:accept": async (from, { callId }) => ({
      call: await acceptCall(deps, actorOf(from), callId),
    }),
    "call:reject": async (from, { callId }) => ({
      call: await rejectCall(deps, actorOf(from), callId),
    }),
    "call:cancel": async (from, { callId }) => ({
      call: await hangUp(deps, actorOf(from), { callId }),
    }),
    "call:join": async (from, { callId }) => ({
      call: await joinCall(deps, actorOf(from), callId),
    }),
    "call:leave": async (from, { callId }) => ({
      call: await hangUp(deps, actorOf(from), { callId }),
    }),
    "call:end": async (from, ask) => ({ call: await hangUp(deps, actorOf(from), ask) }),
    "call:signal": async (from, signal) => ({
      call: await sendSignal(deps, actorOf(from), signal),
    }),
    "call:signal-ack": async (from, ack) => ({
      call: await acknowledgeSignals(deps, actorOf(from), ack),
    }),
    "call:heartbeat": async (from, { callId }) => ({
      call: await beat(deps, actorOf(from), callId),
    }),
    "call:media": async (from, told) => ({ call: await setMedia(deps, actorOf(from), told) }),
  };
}

function actorOf({ identity, device }: Connection): Actor {
  if (device === null)
    throw invalid("device", "Name your device in the handshake to take part in calls.");
  return { userId: identity.userId, device };
}
