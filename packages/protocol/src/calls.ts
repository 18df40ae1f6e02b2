import * as z from "zod/mini";
import { Counter, Id, pageOf, Time } from "./common.ts";

/** Largest session description, in bytes of UTF-8. */
export const LARGEST_SDP = 64 * 1024;
/** Largest ICE candidate, in bytes of UTF-8. */
export const LARGEST_CANDIDATE = 1024;

export const CallMedia = z.enum(["voice", "video"], "A call is voice or video.");
export type CallMedia = z.infer<typeof CallMedia>;

/**
 * Why a call ended.
 * - `completed`: both were in it, and one hung up.
 * - `declined`, `busy`, `cancelled` (by the caller), `timeout` (nobody answered).
 * - `failed`: no media came through, or a lost path did not come back.
 * - `lost`: nobody's device was heard of any more.
 * - `not-allowed`: a block or the end of the friendship ended it.
 */
export const CallReason = z.enum([
  "completed",
  "declined",
  "busy",
  "cancelled",
  "timeout",
  "failed",
  "lost",
  "not-allowed",
]);
export type CallReason = z.infer<typeof CallReason>;

/** Why a device stops ringing. `missed`: nobody answered in time, or the caller gave up. */
export const StopReason = z.enum([
  "answered-elsewhere",
  "declined-elsewhere",
  "missed",
  "not-allowed",
]);
export type StopReason = z.infer<typeof StopReason>;

export const ParticipantState = z.enum([
  "invited",
  "ringing",
  "joined",
  "left",
  "declined",
  "missed",
  "busy",
]);
export type ParticipantState = z.infer<typeof ParticipantState>;

/**
 * One person in a call. `joinId` names their device's place in it: the server makes a new one at
 * every accept and join, and of two the greater joined later.
 */
export const CallParticipant = z.object({
  userId: Id,
  joinId: z.nullable(Id),
  state: ParticipantState,
  mic: z.boolean(),
  cam: z.boolean(),
  screen: z.boolean(),
  hand: z.boolean(),
});
export type CallParticipant = z.infer<typeof CallParticipant>;

/**
 * A call as every member of its conversation sees it. `version` rises with each transition: of two
 * pictures the higher is true. `epoch` rises when the media is built anew. `ringUntil` is null once
 * it no longer rings.
 */
export const Call = z.object({
  id: Id,
  conversationId: Id,
  media: CallMedia,
  state: z.enum(["ringing", "active", "ended"]),
  reason: z.nullable(CallReason),
  version: Counter,
  epoch: Counter,
  transport: z.enum(["mesh", "sfu"]),
  startedBy: Id,
  ringUntil: z.nullable(Time),
  /** When the first callee accepted; null before. */
  startedAt: z.nullable(Time),
  endedAt: z.nullable(Time),
  participants: z.array(CallParticipant),
});
export type Call = z.infer<typeof Call>;

/** How long a call lasted between two instants in milliseconds, as everybody tells it: whole seconds, as its timer shows them. */
export function countSeconds(startedAt: number, endedAt: number): number {
  return Math.max(0, Math.floor((endedAt - startedAt) / 1000));
}

/** What a message of kind `call` tells; `seconds` is 0 for a call that nobody answered. */
export const CallSummary = z.object({
  id: Id,
  media: CallMedia,
  reason: CallReason,
  seconds: z.int().check(z.minimum(0)),
});
export type CallSummary = z.infer<typeof CallSummary>;

export const CallAnswer = z.object({ call: Call });
export type CallAnswer = z.infer<typeof CallAnswer>;

/** `GET /api/calls`: one's calls that have ended, newest first. */
export const CallPage = pageOf(Call);
export type CallPage = z.infer<typeof CallPage>;

export const InitiateCall = z.object({ callId: Id, conversationId: Id, media: CallMedia });
export type InitiateCall = z.infer<typeof InitiateCall>;

/** The payload of every command that names nothing but a call. */
export const CallCommand = z.object({ callId: Id });
export type CallCommand = z.infer<typeof CallCommand>;

/** `reason: "failed"` when media gave up; without it the person hung up. */
export const EndCall = z.object({ callId: Id, reason: z.optional(z.literal("failed")) });
export type EndCall = z.infer<typeof EndCall>;

export const SetCallMedia = z.object({
  callId: Id,
  mic: z.boolean(),
  cam: z.boolean(),
  screen: z.boolean(),
  hand: z.boolean(),
});
export type SetCallMedia = z.infer<typeof SetCallMedia>;

const encoder = new TextEncoder();

function atMost(bytes: number, error: string) {
  return z.refine<string>((text) => text.length <= bytes && encoder.encode(text).length <= bytes, {
    error,
  });
}

export const SessionDescription = z.object({
  type: z.enum(["offer", "answer"], "A description is an offer or an answer."),
  sdp: z
    .string("The description is missing.")
    .check(atMost(LARGEST_SDP, "A description has at most 64 KB.")),
});
export type SessionDescription = z.infer<typeof SessionDescription>;

/** An ICE candidate; an empty one says that there are no more. */
export const IceCandidate = z.object({
  candidate: z
    .string("The candidate is missing.")
    .check(atMost(LARGEST_CANDIDATE, "A candidate has at most 1 KB.")),
  sdpMid: z.optional(z.nullable(z.string().check(z.maxLength(64)))),
  sdpMLineIndex: z.optional(z.nullable(z.int().check(z.minimum(0), z.maximum(64)))),
  usernameFragment: z.optional(z.nullable(z.string().check(z.maxLength(256)))),
});
export type IceCandidate = z.infer<typeof IceCandidate>;

const SignalNumber = z
  .int("This must be a whole number.")
  .check(z.minimum(1, "Signals are counted from 1."), z.maximum(2_147_483_647));

/** What one device says to another; exactly one of the three. */
const signalParts = {
  description: z.optional(SessionDescription),
  candidate: z.optional(IceCandidate),
  askRestart: z.optional(z.literal(true)),
};

/** `to` is a `joinId`; `seq` counts from 1 for each pair of joinIds, `epoch` is the call's. */
export const SendSignal = z
  .object({ callId: Id, epoch: Counter, to: Id, seq: SignalNumber, ...signalParts })
  .check(
    z.refine(
      ({ description, candidate, askRestart }) =>
        [description, candidate, askRestart].filter((part) => part !== undefined).length === 1,
      { error: "Send one of description, candidate and askRestart.", path: ["description"] },
    ),
  );
export type SendSignal = z.infer<typeof SendSignal>;

/** Everything from `from` up to `seq` has arrived in order. */
export const AckSignal = z.object({ callId: Id, epoch: Counter, from: Id, seq: SignalNumber });
export type AckSignal = z.infer<typeof AckSignal>;

export const IceServer = z.object({
  urls: z.array(z.string()),
  username: z.optional(z.string()),
  credential: z.optional(z.string()),
});
export type IceServer = z.infer<typeof IceServer>;

/** `GET /api/ice?callId=`; without `callId` there are no credentials. */
export const IceQuery = z.object({ callId: z.optional(Id) });
/** `hasRelay`: calls here can go through a relay, which hides each side's address from the other. */
export const IceAnswer = z.object({ iceServers: z.array(IceServer), hasRelay: z.boolean() });
export type IceAnswer = z.infer<typeof IceAnswer>;

/** Row of a change of kind `calls`: how many missed calls the person has not looked at. */
export const CallsChange = z.object({ missed: z.int().check(z.minimum(0)) });
export type CallsChange = z.infer<typeof CallsChange>;

/** Rings: to every device of a callee. */
export const CallRing = z.object({ epoch: z.string(), callId: Id, call: Call });
export type CallRing = z.infer<typeof CallRing>;

/** The call changed, or this socket is new: to every device of every member who is or was asked. */
export const CallState = z.object({ epoch: z.string(), callId: Id, version: Counter, call: Call });
export type CallState = z.infer<typeof CallState>;

/** Stops the ring of this device; each device that rang hears it once, unless it answered itself. */
export const CallStop = z.object({ epoch: z.string(), callId: Id, reason: StopReason });
export type CallStop = z.infer<typeof CallStop>;

/** To each joined device when it ends. */
export const CallEnded = z.object({
  epoch: z.string(),
  callId: Id,
  reason: CallReason,
  call: Call,
});
export type CallEnded = z.infer<typeof CallEnded>;

/**
 * What a joined device needs to build its media. The same `joinId` and `epoch` again bring fresh
 * credentials and change nothing else. `epoch` here, and in signals, is the call's own.
 * `relayOnly`: this side must not reveal its address.
 */
export const CallGrant = z.object({
  callId: Id,
  joinId: Id,
  epoch: Counter,
  iceServers: z.array(IceServer),
  relayOnly: z.boolean(),
});
export type CallGrant = z.infer<typeof CallGrant>;

/** `from` and `to` are joinIds; `from` is the server's word. */
export const CallSignal = z.object({
  callId: Id,
  epoch: Counter,
  from: Id,
  to: Id,
  seq: SignalNumber,
  ...signalParts,
});
export type CallSignal = z.infer<typeof CallSignal>;

/** The other side holds everything sent to it up to `seq`; `from` is its joinId. */
export const CallSignalAck = z.object({
  callId: Id,
  epoch: Counter,
  from: Id,
  to: Id,
  seq: SignalNumber,
});
export type CallSignalAck = z.infer<typeof CallSignalAck>;

/** What somebody in the call sends just now. */
export const CallMediaChanged = z.object({
  epoch: z.string(),
  callId: Id,
  userId: Id,
  joinId: Id,
  mic: z.boolean(),
  cam: z.boolean(),
  screen: z.boolean(),
  hand: z.boolean(),
});
export type CallMediaChanged = z.infer<typeof CallMediaChanged>;
