import { ChallengeAnswer } from "@parley/protocol/accounts";
import * as z from "zod/mini";
import { parseStored, readStored, writeStored } from "#kernel/stored";

const KEY = "challenge";
const KEPT_MS = 60 * 60 * 1000;

/** The server sends another code to the same address at most this often. */
export const RESEND_PAUSE_MS = 45_000;

const PendingChallenge = z.extend(ChallengeAnswer, {
  purpose: z.enum(["verify", "reset"]),
  email: z.string(),
  startedAt: z.number(),
  /** From when on another code may be asked for. */
  resendAt: z.number(),
});

/** A code that is on its way by mail. It outlives a reload and a trip to the mail app. */
export type PendingChallenge = z.infer<typeof PendingChallenge>;

/** Keeps a challenge that has just begun, in place of any other. */
export function startChallenge(challenge: Omit<PendingChallenge, "startedAt" | "resendAt">): void {
  const now = Date.now();
  keepChallenge({ ...challenge, startedAt: now, resendAt: now + RESEND_PAUSE_MS });
}

/** Keeps the newest state of a challenge. */
export function keepChallenge(challenge: PendingChallenge): void {
  writeStored("local", KEY, JSON.stringify(challenge));
}

/** The challenge of this purpose that is waited for, not older than an hour; else null. */
export function readChallenge(
  purpose: PendingChallenge["purpose"],
  now: number,
): PendingChallenge | null {
  const challenge = parseStored(readStored("local", KEY), (data) => {
    const parsed = z.safeParse(PendingChallenge, data);
    return parsed.success ? parsed.data : null;
  });
  if (challenge === null || challenge.purpose !== purpose) return null;
  return now - challenge.startedAt < KEPT_MS ? challenge : null;
}

/** Nothing is waited for any more. */
export function forgetChallenge(): void {
  writeStored("local", KEY, null);
}
