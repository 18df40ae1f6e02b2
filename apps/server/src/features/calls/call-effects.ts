import type { StopReason } from "@parley/protocol/calls";
import type { CallRecord, Participant } from "./types.ts";

/** Whom a transition concerns beside the new picture that every member gets. */
export interface CallEffects {
  /** Whose devices begin to ring. */
  rings: string[];
  /** Whose devices stop ringing. */
  stops: { userId: string; reason: StopReason }[];
  /** Who builds media now. */
  grants: Participant[];
  /** Whose sent media are different. */
  media: Participant[];
  /** Devices that were in the call as it ended. */
  ended: string[];
}

/** What follows from one transition; `before` is null for a call that has just been made. */
export function effectsOf(before: CallRecord | null, after: CallRecord): CallEffects {
  const was = new Map(before?.participants.map((one) => [one.userId, one]));
  const joined = after.participants.filter(({ state }) => state === "joined");
  const isBuilt =
    after.state === "active" && (before?.state !== "active" || before.epoch !== after.epoch);
  return {
    rings: after.participants.flatMap(({ userId, state }) =>
      state === "ringing" && was.get(userId)?.state !== "ringing" ? userId : [],
    ),
    stops: after.participants.flatMap((one) =>
      was.get(one.userId)?.state === "ringing" && one.state !== "ringing"
        ? { userId: one.userId, reason: stopReason(one, after) }
        : [],
    ),
    grants: isBuilt ? joined : [],
    media: joined.filter((one) => isMediaChanged(was.get(one.userId), one)),
    ended:
      after.state === "ended"
        ? [...was.values()].flatMap(({ state, device }) =>
            state === "joined" && device !== null ? device : [],
          )
        : [],
  };
}

function stopReason({ state }: Participant, { reason }: CallRecord): StopReason {
  if (state === "joined") return "answered-elsewhere";
  if (state === "declined") return "declined-elsewhere";
  return reason === "not-allowed" ? "not-allowed" : "missed";
}

function isMediaChanged(was: Participant | undefined, is: Participant): boolean {
  return (
    was !== undefined &&
    (was.mic !== is.mic || was.cam !== is.cam || was.screen !== is.screen || was.hand !== is.hand)
  );
}
