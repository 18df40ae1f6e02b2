import { AppError, notFound } from "#kernel/errors";
import type { CallRecord, Participant } from "./types.ts";

const MINUTE_MS = 60_000;

/** Calls that one person may start, and how many to the same person who did not accept one. */
export const STARTS_A_MINUTE = { limit: 10, windowMs: MINUTE_MS };
export const UNANSWERED_STARTS = { limit: 3, windowMs: 10 * MINUTE_MS };

/** How somebody who is about to call stands to a conversation, a member of which they are. */
export interface Standing {
  canWrite: boolean;
  /** What they are in the conversation's live call; null when there is none. */
  inLiveCall: Participant["state"] | "absent" | null;
  /** This device is in it because it called at the same moment: it asks again. */
  hasAccepted: boolean;
}

/** Calling somebody who rings here at this moment is accepting their call. */
export function decideStart(standing: Standing): "ring" | "accept" {
  const { canWrite, inLiveCall, hasAccepted } = standing;
  if (!canWrite) throw new AppError("CANNOT_WRITE");
  if (inLiveCall === null) return "ring";
  if (inLiveCall === "ringing" || hasAccepted) return "accept";
  throw inCallAlready();
}

export function inCallAlready(): AppError {
  return new AppError("CONFLICT", { message: "You are in a call already." });
}

/**
 * The two ends of a signal: only a joined device speaks, only to another that is joined. Null when
 * there is nobody to hear it: the call has ended, or media has been built anew since.
 */
export function findEnds(
  call: CallRecord,
  signal: { userId: string; device: string; to: string; epoch: number },
): { from: string; to: { joinId: string; device: string } } | null {
  const mine = call.participants.find(({ userId }) => userId === signal.userId);
  if (!mine) throw notFound();
  if (call.state === "ended" || signal.epoch < call.epoch) return null;
  if (mine.state !== "joined" || mine.device !== signal.device || mine.joinId === null) {
    throw new AppError("FORBIDDEN");
  }
  const other = call.participants.find(({ joinId }) => joinId === signal.to);
  if (call.state !== "active" || other?.state !== "joined" || other === mine) return null;
  if (other.joinId === null || other.device === null) return null;
  return { from: mine.joinId, to: { joinId: other.joinId, device: other.device } };
}
