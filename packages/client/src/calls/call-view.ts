import type { Call } from "@parley/protocol/calls";
import { peerIn, type CallState, type OwnState } from "./call-state.ts";
import type { RemoteTracks } from "./media-engine.ts";
import type { PlaceContext } from "./place-snapshot.ts";
import { HELD_MS } from "./times.ts";
import type { CallQuality, CallView, LocalMedia, RemoteMedia } from "./views.ts";

interface Shown {
  local: LocalMedia;
  remote: RemoteTracks;
  quality: CallQuality | null;
  context: PlaceContext;
  /** Another tab of this browser has this call. */
  isNearby(call: Call): boolean;
}

const IDLE: CallView = { state: "idle" };

/** What is shown of the call. */
export function showCall(state: CallState, shown: Shown): CallView {
  const { toLocal } = shown.context;
  switch (state.at) {
    case "idle":
      return IDLE;
    case "outgoing": {
      const { callId, conversationId, media, peerId, since, call } = state;
      const ringUntil = call?.ringUntil ? toLocal(call.ringUntil) : null;
      const base = { callId, conversationId, media, peerId, local: shown.local };
      return { state: "outgoing", ...base, since, ringUntil };
    }
    case "incoming": {
      const { call, since } = state;
      const ringUntil = call.ringUntil ? toLocal(call.ringUntil) : since;
      return { state: "incoming", ...baseOf(call, shown), since, ringUntil };
    }
    case "elsewhere": {
      const startedAt = state.call.startedAt ? toLocal(state.call.startedAt) : null;
      const place = shown.isNearby(state.call) ? "tab" : "device";
      return { state: "elsewhere", ...baseOf(state.call, shown), place, startedAt };
    }
    case "ended": {
      const { callId, conversationId, media, peerId, reason, seconds, isMine } = state;
      return { state: "ended", callId, conversationId, media, peerId, reason, seconds, isMine };
    }
    default:
      return showJoined(state, shown);
  }
}

function showJoined(state: Exclude<OwnState, { at: "outgoing" }>, shown: Shown): CallView {
  const base = {
    ...baseOf(state.call, shown),
    local: shown.local,
    remote: remoteOf(state.call, shown),
  };
  if (state.at === "connecting") return { state: "connecting", ...base, since: state.since };
  const { startedAt } = state;
  if (state.at === "connected") {
    return { state: "connected", ...base, startedAt, quality: shown.quality };
  }
  const { since } = state;
  return { state: "reconnecting", ...base, startedAt, since, heldUntil: since + HELD_MS };
}

function baseOf(call: Call, { context }: Shown) {
  const { id: callId, conversationId, media } = call;
  return { callId, conversationId, media, peerId: peerIn(call, context.userId)?.userId ?? "" };
}

function remoteOf(call: Call, { context, remote }: Shown): RemoteMedia {
  const peer = peerIn(call, context.userId);
  const { mic = false, cam = false, userId = "" } = peer ?? {};
  return { userId, mic, cam, audioTrack: remote.audio, camTrack: remote.cam };
}
