import { countSeconds, type Call } from "@parley/protocol/calls";
import {
  callIdOf,
  isOwn,
  peerIn,
  placeIn,
  type CallEvent,
  type CallState,
  type Machine,
  type OwnState,
} from "./call-state.ts";
import { place, type PlaceContext } from "./place-snapshot.ts";
import { HELD_MS, RING_GRACE_MS } from "./times.ts";
import type { CallEndReason } from "./views.ts";

/** Calls that are over are remembered, up to this many. */
const MOST_CLOSED = 20;

/** What becomes of the call. Returns the same machine when nothing changed. */
export function reduceCall(machine: Machine, event: CallEvent, context: PlaceContext): Machine {
  const { state } = machine;
  switch (event.type) {
    case "start":
      return start(machine, event, context);
    case "accept":
      if (state.at !== "incoming") return machine;
      return enter(machine, connecting(state.call, null, context));
    case "join":
      return join(machine, event.call, context);
    case "resume":
      return resume(machine, event, context);
    case "rebuild":
      if (!isOwn(state) || state.isJoining) return machine;
      return enter(machine, { ...state, isJoining: true });
    case "answer":
      return answer(machine, event, context);
    case "refuse":
      return refuse(machine, event.code, context);
    case "snapshot":
      return follow(learn(machine, event.call), event.call, context);
    case "media":
      return applyMedia(machine, event.change, context);
    case "stop":
      return stop(machine, event, context);
    case "grant":
      return grant(machine, event, context);
    case "flowing":
    case "stalled":
      return flow(machine, event.type === "flowing", context);
    case "leave":
      return leave(machine, event.reason, context);
    case "claimed":
      return claimed(machine);
    case "dismiss":
      return dismiss(machine, context);
    case "tick":
      return tick(machine, context);
  }
}

function enter(machine: Machine, state: CallState): Machine {
  return state === machine.state ? machine : { ...machine, state };
}

/** Enters a call again that may have been closed before. */
function reopen(machine: Machine, state: CallState): Machine {
  const id = callIdOf(state);
  return { ...machine, state, closed: machine.closed.filter((closed) => closed !== id) };
}

function close(machine: Machine, state: CallState): Machine {
  const id = callIdOf(machine.state);
  const closed = id === null ? machine.closed : [...machine.closed, id].slice(-MOST_CLOSED);
  return { ...machine, state, closed };
}

function start(
  machine: Machine,
  { callId, conversationId, media, peerId }: Extract<CallEvent, { type: "start" }>,
  { now }: PlaceContext,
): Machine {
  if (machine.state.at !== "idle" && machine.state.at !== "ended") return machine;
  const base = { callId, conversationId, media, peerId, since: now };
  return reopen(machine, { at: "outgoing", ...base, joinId: null, isJoining: true, call: null });
}

function connecting(call: Call, joinId: string | null, { now }: PlaceContext): CallState {
  return { at: "connecting", call, since: now, joinId, isJoining: true };
}

/** The place that this person has until then counts as the one that is given up. */
function join(machine: Machine, call: Call, context: PlaceContext): Machine {
  const joinId = placeIn(call, context.userId)?.joinId ?? null;
  return reopen(learn(machine, call), connecting(call, joinId, context));
}

function resume(
  machine: Machine,
  { call, joinId }: Extract<CallEvent, { type: "resume" }>,
  context: PlaceContext,
): Machine {
  const outgoing = outgoingOf(call, context);
  return reopen(learn(machine, call), { ...outgoing, joinId, isJoining: false });
}

function outgoingOf(call: Call, { userId, now }: PlaceContext): OwnState {
  const { id: callId, conversationId, media } = call;
  const peerId = peerIn(call, userId)?.userId ?? "";
  const base = { callId, conversationId, media, peerId, since: now, call };
  return { at: "outgoing", ...base, joinId: null, isJoining: true };
}

/** Keeps the newest picture: the lower version yields, and a call that is over yields to a live one. */
function learn(machine: Machine, call: Call): Machine {
  const { known, state } = machine;
  if (known?.id === call.id) {
    return call.version <= known.version ? machine : { ...machine, known: call };
  }
  if (isOwn(state)) {
    if (callIdOf(state) === call.id) return { ...machine, known: call };
    if (state.at !== "outgoing") return machine;
  }
  if (call.state === "ended" && known && known.state !== "ended") return machine;
  return { ...machine, known: call };
}

/** Lets the state follow a picture, if that one is the newest. */
function follow(machine: Machine, call: Call, context: PlaceContext): Machine {
  if (machine.known !== call) return machine;
  const next = place(machine, call, context);
  const isOver = next.at === "ended" && machine.state !== next && call.state === "ended";
  return isOver ? close(machine, next) : enter(machine, next);
}

/**
 * What was asked for is done; a call of the other side that crossed this one is adopted. Of several
 * devices that accept only one is let in, and the grant says which: the answer is the same for all.
 */
function answer(
  machine: Machine,
  { to, call }: Extract<CallEvent, { type: "answer" }>,
  context: PlaceContext,
): Machine {
  const { state } = machine;
  if (!isOwn(state)) return follow(learn(machine, call), call, context);
  const id = callIdOf(state);
  if (id !== call.id && (state.at !== "outgoing" || state.call)) return machine;
  const own = placeIn(call, context.userId);
  const isLetIn = to === "join" || (to === "initiate" && call.startedBy === context.userId);
  const adopted =
    state.at === "outgoing" ? { ...outgoingOf(call, context), since: state.since } : state;
  const joined = isLetIn ? { joinId: own?.joinId ?? null, isJoining: false } : {};
  const settled = {
    ...machine,
    state: state.isJoining ? { ...adopted, ...joined } : state,
    closed: machine.closed.filter((closed) => closed !== call.id),
  };
  const { known } = learn(settled, call);
  return known ? follow({ ...settled, known }, known, context) : settled;
}

function refuse(machine: Machine, code: string, context: PlaceContext): Machine {
  const { state, known } = machine;
  if (!isOwn(state)) return machine;
  if (state.at === "outgoing") {
    const idle = close(machine, { at: "idle" });
    return known ? follow(idle, known, context) : idle;
  }
  if (code === "NOT_FOUND") return leave(machine, "failed", context);
  if (state.at !== "connecting") return enter(machine, { ...state, isJoining: false });
  if (!state.isJoining) return machine;
  const call = known?.id === state.call.id ? known : state.call;
  const before: CallState =
    placeIn(call, context.userId)?.state === "joined"
      ? { at: "elsewhere", call }
      : { at: "incoming", call, since: state.since };
  return follow({ ...machine, known: call, state: before }, call, context);
}

function applyMedia(
  machine: Machine,
  { callId, joinId, mic, cam, screen, hand }: Extract<CallEvent, { type: "media" }>["change"],
  context: PlaceContext,
): Machine {
  const { known } = machine;
  if (known?.id !== callId) return machine;
  const participants = known.participants.map((participant) =>
    participant.joinId === joinId ? { ...participant, mic, cam, screen, hand } : participant,
  );
  const call = { ...known, participants };
  return follow({ ...machine, known: call }, call, context);
}

const STOPS = {
  "answered-elsewhere": "answered-elsewhere",
  "declined-elsewhere": "declined-elsewhere",
  missed: "missed",
  "not-allowed": "not-allowed",
} as const satisfies Record<string, CallEndReason>;

function stop(
  machine: Machine,
  { callId, reason }: Extract<CallEvent, { type: "stop" }>,
  context: PlaceContext,
): Machine {
  const { state } = machine;
  const isAccepting = state.at === "connecting" && state.joinId === null;
  if ((state.at !== "incoming" && !isAccepting) || state.call.id !== callId) return machine;
  const next = endedOf(state, STOPS[reason], context);
  if (reason !== "answered-elsewhere") return close(machine, next);
  // A call that goes on elsewhere is still to be seen, and does not ring here once more before the picture of it comes.
  const known =
    machine.known?.id === callId ? joinedElsewhere(machine.known, context) : machine.known;
  return { ...machine, state: next, known };
}

function joinedElsewhere(call: Call, { userId }: PlaceContext): Call {
  const participants = call.participants.map((participant) =>
    participant.userId === userId ? { ...participant, state: "joined" as const } : participant,
  );
  return { ...call, participants };
}

function grant(
  machine: Machine,
  { callId, joinId }: Extract<CallEvent, { type: "grant" }>,
  context: PlaceContext,
): Machine {
  const { state, known } = machine;
  if (!isOwn(state) || callIdOf(state) !== callId) return machine;
  // A grant for the place that is being given up says nothing about the new one.
  if (state.joinId === joinId) return machine;
  if (state.joinId !== null && joinId < state.joinId) return machine;
  // Whoever accepts asks once, and this says that they are in; a join may be asked for again, and then
  // only its answer says which place is the last.
  const isJoining = state.joinId !== null && state.isJoining;
  const next = enter(machine, { ...state, joinId, isJoining });
  return known ? follow(next, known, context) : next;
}

function flow(machine: Machine, isFlowing: boolean, { now, toLocal }: PlaceContext): Machine {
  const { state } = machine;
  if (isFlowing && state.at === "connecting") {
    const { call, joinId, isJoining } = state;
    const startedAt = Math.min(now, call.startedAt ? toLocal(call.startedAt) : now);
    return enter(machine, { at: "connected", call, joinId, isJoining, startedAt });
  }
  if (isFlowing && state.at === "reconnecting") {
    const { call, joinId, isJoining, startedAt } = state;
    return enter(machine, { at: "connected", call, joinId, isJoining, startedAt });
  }
  if (!isFlowing && state.at === "connected") {
    return enter(machine, { ...state, at: "reconnecting", since: now });
  }
  return machine;
}

function leave(machine: Machine, reason: CallEndReason, context: PlaceContext): Machine {
  const { state } = machine;
  if (state.at === "incoming" && reason === "declined") return close(machine, { at: "idle" });
  if (!isOwn(state) && state.at !== "incoming") return machine;
  return close(machine, endedOf(state, reason, context));
}

function claimed(machine: Machine): Machine {
  const { state, known } = machine;
  if (!isOwn(state)) return machine;
  const call = known?.id === callIdOf(state) ? known : state.call;
  return enter(machine, call ? { at: "elsewhere", call } : { at: "idle" });
}

function dismiss(machine: Machine, context: PlaceContext): Machine {
  if (machine.state.at !== "ended") return machine;
  const idle = enter(machine, { at: "idle" });
  return idle.known ? follow(idle, idle.known, context) : idle;
}

function tick(machine: Machine, context: PlaceContext): Machine {
  const { state } = machine;
  const { now, toLocal } = context;
  if (state.at === "reconnecting") {
    return now - state.since < HELD_MS ? machine : leave(machine, "failed", context);
  }
  if (state.at !== "incoming" && state.at !== "outgoing") return machine;
  const ringUntil = state.call?.ringUntil;
  if (!ringUntil || now < toLocal(ringUntil) + RING_GRACE_MS) return machine;
  return leave(machine, state.at === "incoming" ? "missed" : "timeout", context);
}

function endedOf(
  state: OwnState | Extract<CallState, { at: "incoming" }>,
  reason: CallEndReason,
  { userId, now }: PlaceContext,
): CallState {
  const startedAt = "startedAt" in state ? state.startedAt : now;
  const seconds = countSeconds(startedAt, now);
  if (state.at === "outgoing") {
    const { callId, conversationId, media, peerId } = state;
    return { at: "ended", callId, conversationId, media, peerId, isMine: true, reason, seconds };
  }
  const { id: callId, conversationId, media, startedBy } = state.call;
  const peerId = peerIn(state.call, userId)?.userId ?? "";
  const base = { callId, conversationId, media, peerId, isMine: startedBy === userId };
  return { at: "ended", ...base, reason, seconds };
}
