import type { Call, CallReason } from "@parley/protocol/calls";
import {
  callIdOf,
  isOwn,
  peerIn,
  placeIn,
  type CallState,
  type Machine,
  type OwnState,
} from "./call-state.ts";
import type { CallEndReason } from "./views.ts";

export interface PlaceContext {
  userId: string;
  /** Of the local clock. */
  now: number;
  /** A time of the server, by the local clock. */
  toLocal(time: string): number;
}

/** What a picture of a call makes of the state. */
export function place(machine: Machine, call: Call, context: PlaceContext): CallState {
  const { state } = machine;
  if (isOwn(state)) return callIdOf(state) === call.id ? placeOwn(state, call, context) : state;
  const isSame = callIdOf(state) === call.id;
  if (call.state === "ended") {
    if (!isSame || state.at === "ended") return state;
    return state.at === "elsewhere" ? { at: "idle" } : endedOf(call, missReason(call), context);
  }
  if (machine.closed.includes(call.id)) return state;
  if (state.at === "ended") return isSame ? state : placeFresh(call, state, context);
  if (state.at === "incoming" && isSame) return placeRinging(state, call, context);
  return placeFresh(call, state, context);
}

/** A call that this tab has nothing to do with yet. */
function placeFresh(call: Call, before: CallState, { userId, now }: PlaceContext): CallState {
  const own = placeIn(call, userId);
  if (call.ringUntil !== null && own?.state === "ringing") {
    return { at: "incoming", call, since: now };
  }
  const isIn = own?.state === "joined" || (call.state === "ringing" && call.startedBy === userId);
  if (isIn) return { at: "elsewhere", call };
  return callIdOf(before) === call.id ? { at: "idle" } : before;
}

/** A call that rings here. */
function placeRinging(
  state: Extract<CallState, { at: "incoming" }>,
  call: Call,
  context: PlaceContext,
): CallState {
  const own = placeIn(call, context.userId)?.state;
  const isRinging = own === "ringing" || own === "invited";
  // Without an end of ringing it would ring for ever.
  if (isRinging && call.ringUntil !== null) return { ...state, call };
  if (own === "joined") return endedOf(call, "answered-elsewhere", context);
  return endedOf(call, own === "declined" ? "declined-elsewhere" : "missed", context);
}

/** The call that this tab is in. */
function placeOwn(state: OwnState, call: Call, context: PlaceContext): CallState {
  if (call.state === "ended") return endedOf(call, call.reason ?? "completed", context);
  const own = placeIn(call, context.userId);
  if (!state.isJoining && own?.joinId && state.joinId && own.joinId > state.joinId) {
    return endedOf(call, "moved", context);
  }
  if (call.state === "active" && !state.isJoining && own?.state !== "joined") {
    return endedOf(call, "completed", context);
  }
  if (state.at !== "outgoing") return { ...state, call };
  if (call.state !== "active") return { ...state, call };
  const { joinId, isJoining } = state;
  return { at: "connecting", call, since: context.now, joinId, isJoining };
}

/** How the end of a call that rang here is told. */
function missReason(call: Call): CallEndReason {
  const reasons: Partial<Record<CallReason, CallEndReason>> = {
    cancelled: "missed",
    timeout: "missed",
    declined: "declined-elsewhere",
    completed: "answered-elsewhere",
  };
  const reason = call.reason ?? "completed";
  return reasons[reason] ?? reason;
}

function endedOf(call: Call, reason: CallEndReason, { userId, now, toLocal }: PlaceContext) {
  const { id: callId, conversationId, media, startedBy, startedAt, endedAt } = call;
  const peerId = peerIn(call, userId)?.userId ?? "";
  const until = endedAt ? toLocal(endedAt) : now;
  const talked = startedAt ? (until - toLocal(startedAt)) / 1000 : 0;
  const seconds = Math.max(0, Math.round(talked));
  const base = { callId, conversationId, media, peerId, isMine: startedBy === userId };
  return { at: "ended", ...base, reason, seconds } as const;
}
