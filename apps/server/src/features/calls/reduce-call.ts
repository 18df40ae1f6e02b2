import type { CallReason } from "@parley/protocol/calls";
import type { CallRecord, Participant, SentMedia } from "./types.ts";

/** Without a heartbeat a joined device counts as gone after so long. */
export const LEASE_MS = 45_000;

/** What somebody, or the time, does to a call. */
export type CallAct =
  | { kind: "accept" | "join"; userId: string; device: string; joinId: string; at: Date }
  | { kind: "reject"; userId: string; at: Date }
  | { kind: "hang-up"; userId: string; reason: "completed" | "failed"; at: Date }
  | { kind: "media"; userId: string; device: string; media: SentMedia }
  | { kind: "nobody-free"; at: Date }
  | { kind: "ring-over"; at: Date }
  | { kind: "leases-over"; at: Date }
  | { kind: "disallow"; at: Date };

/** The call after the act, one version on; null when the act changes nothing. */
export function reduceCall(call: CallRecord, act: CallAct): CallRecord | null {
  if (call.state === "ended") return null;
  switch (act.kind) {
    case "accept":
      return accept(call, act);
    case "join":
      return rejoin(call, act);
    case "reject":
      return isIn(call, act.userId, "ringing")
        ? end(call, { reason: "declined", at: act.at, decliner: act.userId })
        : null;
    case "hang-up":
      return isIn(call, act.userId, "joined")
        ? end(call, { reason: call.state === "ringing" ? "cancelled" : act.reason, at: act.at })
        : null;
    case "media":
      return setMedia(call, act);
    case "nobody-free":
      return call.state === "ringing" && call.participants.every(({ state }) => state !== "ringing")
        ? end(call, { reason: "busy", at: act.at })
        : null;
    case "ring-over":
      return call.ringUntil && call.ringUntil <= act.at
        ? end(call, { reason: "timeout", at: act.at })
        : null;
    case "leases-over":
      return endLost(call, act.at);
    case "disallow":
      return end(call, { reason: "not-allowed", at: act.at });
  }
}

type Taking = Extract<CallAct, { kind: "accept" | "join" }>;

function accept(call: CallRecord, act: Taking): CallRecord | null {
  if (call.state !== "ringing" || !isIn(call, act.userId, "ringing")) return null;
  return {
    ...take(call, act),
    state: "active",
    ringUntil: null,
    startedAt: act.at,
  };
}

/** After a reload or from another device: everybody builds their media anew. */
function rejoin(call: CallRecord, act: Taking): CallRecord | null {
  if (call.state !== "active" || !isIn(call, act.userId, "joined")) return null;
  return { ...take(call, act), epoch: call.epoch + 1 };
}

function take(call: CallRecord, { userId, device, joinId, at }: Taking): CallRecord {
  const leaseUntil = new Date(at.getTime() + LEASE_MS);
  return change(call, userId, { state: "joined", device, joinId, leaseUntil });
}

function setMedia(
  call: CallRecord,
  { userId, device, media }: Extract<CallAct, { kind: "media" }>,
): CallRecord | null {
  const mine = call.participants.find((one) => one.userId === userId);
  if (mine?.state !== "joined" || mine.device !== device) return null;
  const { mic, cam, screen, hand } = media;
  const isSame =
    mine.mic === mic && mine.cam === cam && mine.screen === screen && mine.hand === hand;
  return isSame ? null : change(call, userId, { mic, cam, screen, hand });
}

/** It ended when it was last heard of, however late that is noticed. */
function endLost(call: CallRecord, now: Date): CallRecord | null {
  const leases = call.participants.flatMap((one) =>
    one.state === "joined" && one.leaseUntil ? one.leaseUntil.getTime() : [],
  );
  const last = Math.max(...leases);
  if (last > now.getTime()) return null;
  return end(call, { reason: "lost", at: new Date(last - LEASE_MS) });
}

function end(
  call: CallRecord,
  { reason, at, decliner }: { reason: CallReason; at: Date; decliner?: string },
): CallRecord {
  return {
    ...call,
    state: "ended",
    reason,
    version: call.version + 1,
    ringUntil: null,
    endedAt: at,
    participants: call.participants.map((one) => {
      if (one.state === "joined") return { ...one, state: "left" };
      if (one.state !== "ringing") return one;
      return { ...one, state: one.userId === decliner ? "declined" : "missed" };
    }),
  };
}

function change(call: CallRecord, userId: string, to: Partial<Participant>): CallRecord {
  return {
    ...call,
    version: call.version + 1,
    participants: call.participants.map((one) => (one.userId === userId ? { ...one, ...to } : one)),
  };
}

function isIn(call: CallRecord, userId: string, state: Participant["state"]): boolean {
  return call.participants.some((one) => one.userId === userId && one.state === state);
}
