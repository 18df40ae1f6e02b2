import type { Call, CallMedia, CallMediaChanged, StopReason } from "@parley/protocol/calls";
import type { CallEndReason } from "./views.ts";

interface Joined {
  call: Call;
  /** This device's place in it; null until the server has named it. */
  joinId: string | null;
  /** This device asks to be let in: the place it has may be another one soon. */
  isJoining: boolean;
}

/** The one call of this person as this tab knows it, without its media. Instants are local. */
export type CallState =
  | { at: "idle" }
  | ({
      at: "outgoing";
      callId: string;
      conversationId: string;
      media: CallMedia;
      peerId: string;
      since: number;
    } & Omit<Joined, "call"> & { call: Call | null })
  | { at: "incoming"; call: Call; since: number }
  | ({ at: "connecting"; since: number } & Joined)
  | ({ at: "connected"; startedAt: number } & Joined)
  | ({ at: "reconnecting"; startedAt: number; since: number } & Joined)
  | { at: "elsewhere"; call: Call }
  | {
      at: "ended";
      callId: string;
      conversationId: string;
      media: CallMedia;
      peerId: string;
      isMine: boolean;
      reason: CallEndReason;
      seconds: number;
    };

/** A call that this tab is in: its media and its place belong to this tab. */
export type OwnState = Extract<
  CallState,
  { at: "outgoing" | "connecting" | "connected" | "reconnecting" }
>;

export type CallEvent =
  | { type: "start"; callId: string; conversationId: string; media: CallMedia; peerId: string }
  /** The person accepts what rings here. */
  | { type: "accept" }
  /** This tab joins a call that it was in before, or that another one is in. */
  | { type: "join"; call: Call }
  /** A reload has not ended the ringing of a call that this tab had started. */
  | { type: "resume"; call: Call; joinId: string | null }
  /** The media are built anew: another place is asked for. */
  | { type: "rebuild" }
  /** The server has done what this tab asked for, or it was done before. */
  | { type: "answer"; to: "initiate" | "accept" | "join"; call: Call }
  /** The server will not, or cannot be reached. */
  | { type: "refuse"; code: string }
  | { type: "snapshot"; call: Call }
  | { type: "media"; change: CallMediaChanged }
  | { type: "stop"; callId: string; reason: StopReason }
  | { type: "grant"; callId: string; joinId: string }
  | { type: "flowing" }
  | { type: "stalled" }
  /** It is over for this tab, whatever the server has heard of it. */
  | { type: "leave"; reason: CallEndReason }
  /** Another tab takes the call. */
  | { type: "claimed" }
  | { type: "dismiss" }
  /** Time has passed. */
  | { type: "tick" };

/** Everything that decides what is shown. */
export interface Machine {
  state: CallState;
  /** The newest picture of the call that concerns this person last. */
  known: Call | null;
  /** Calls that are over for this tab: no late word brings them back. */
  closed: readonly string[];
}

export const INITIAL: Machine = { state: { at: "idle" }, known: null, closed: [] };

export function isOwn(state: CallState): state is OwnState {
  return ["outgoing", "connecting", "connected", "reconnecting"].includes(state.at);
}

/** The call that a state is about; null when there is none. */
export function callIdOf(state: CallState): string | null {
  if (state.at === "idle") return null;
  if (state.at === "outgoing" || state.at === "ended") return state.callId;
  return state.call.id;
}

/** This person's place in a call. */
export function placeIn(call: Call, userId: string) {
  return call.participants.find((participant) => participant.userId === userId) ?? null;
}

/** The other person of a call between two. */
export function peerIn(call: Call, userId: string) {
  return call.participants.find((participant) => participant.userId !== userId) ?? null;
}
