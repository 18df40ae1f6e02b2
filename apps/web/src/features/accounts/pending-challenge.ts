import { parseStored, readStored, writeStored } from "#kernel/stored";

const KEY = "challenge";
const KEPT_MS = 60 * 60 * 1000;

/** The server sends another code to the same address at most this often. */
export const RESEND_PAUSE_MS = 45_000;

/** A code that is on its way by mail. It outlives a reload and a trip to the mail app. */
export type PendingChallenge = {
  challengeId: string;
  purpose: "verify" | "reset";
  email: string;
  startedAt: number;
  /** From when on another code may be asked for. */
  resendAt: number;
};

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
  const challenge = parseStored(readStored("local", KEY), parseChallenge);
  if (challenge === null || challenge.purpose !== purpose) return null;
  return now - challenge.startedAt < KEPT_MS ? challenge : null;
}

/** Nothing is waited for any more. */
export function forgetChallenge(): void {
  writeStored("local", KEY, null);
}

function parseChallenge(data: unknown): PendingChallenge | null {
  if (typeof data !== "object" || data === null) return null;
  const kept: Partial<Record<keyof PendingChallenge, unknown>> = data;
  const { challengeId, purpose, email, startedAt, resendAt } = kept;
  if (typeof challengeId !== "string" || typeof email !== "string") return null;
  if (purpose !== "verify" && purpose !== "reset") return null;
  if (typeof startedAt !== "number" || typeof resendAt !== "number") return null;
  return { challengeId, purpose, email, startedAt, resendAt };
}
