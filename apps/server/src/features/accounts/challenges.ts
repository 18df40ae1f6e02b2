import { randomUUID } from "node:crypto";
import type { Executor } from "#kernel/database";
import { AppError } from "#kernel/errors";
import { findResendable, insertChallenge, renewChallenge, takeTry } from "./challenge-store.ts";
import type { TriedChallenge } from "./challenge-store.ts";
import { isSealed, makeCode, readCode, sealCode } from "./codes.ts";
import type { Purpose } from "./codes.ts";
import type { AccountsDeps } from "./deps.ts";
import { resendGapLimit, resendLimit } from "./limit-rules.ts";

const TRIES = 5;
const CODE_LIFE_MS = 600_000;
/** Codes are sent again only so long after the first. */
const CHALLENGE_LIFE_MS = 3_600_000;

type Parts = Pick<AccountsDeps, "db" | "limits" | "keys" | "clock">;

export interface ChallengeSubject {
  purpose: Purpose;
  email: string;
  userId?: string;
  name?: string;
  passwordHash?: string;
  /** Behaves like a real one in all that can be seen; no code fits it. */
  isDecoy: boolean;
}

/** Answers with the id, which alone addresses the challenge, and the code to send. */
export async function openChallenge(
  { db, limits, keys, clock }: Parts,
  subject: ChallengeSubject,
): Promise<{ challengeId: string; code: string }> {
  const { purpose, email, isDecoy } = subject;
  // Not ordered by time: an id must not be guessable from another one.
  const challengeId = randomUUID();
  const code = makeCode(purpose);
  const sealed = sealCode(code, { challengeId, purpose, pepper: keys.pepper });
  const now = clock.now();
  await insertChallenge(db, {
    id: challengeId,
    purpose,
    email,
    userId: subject.userId ?? null,
    name: subject.name ?? null,
    passwordHash: subject.passwordHash ?? null,
    sealedCode: isDecoy ? null : sealed,
    tries: TRIES,
    now,
    expiresAt: new Date(now.getTime() + CODE_LIFE_MS),
  });
  await limits.take(db, resendGapLimit(challengeId));
  return { challengeId, code };
}

/** Throws WRONG_CODE with the tries left, or CODE_EXPIRED; the try is spent either way. */
export async function proveChallenge(
  { db, keys, clock }: Parts,
  { challengeId, purpose, code }: { challengeId: string; purpose: Purpose; code: string },
): Promise<TriedChallenge> {
  const tried = await takeTry(db, { id: challengeId, purpose, now: clock.now() });
  if (!tried) throw new AppError("CODE_EXPIRED");
  const place = { challengeId, purpose, pepper: keys.pepper };
  if (!isSealed(tried.code_hmac, readCode(code), place)) {
    throw new AppError("WRONG_CODE", { triesLeft: tried.tries_left });
  }
  return tried;
}

export interface Renewal {
  purpose: Purpose;
  email: string;
  code: string;
  isDecoy: boolean;
}

/** Makes the old code worthless; throws CODE_EXPIRED or RATE_LIMITED. */
export async function renewCode(parts: Parts, challengeId: string): Promise<Renewal> {
  const { db, limits, keys, clock } = parts;
  const now = clock.now();
  const oldest = new Date(now.getTime() - CHALLENGE_LIFE_MS);
  const purpose = await findResendable(db, challengeId, oldest);
  if (!purpose) throw new AppError("CODE_EXPIRED");
  await takeResend({ limits, db }, challengeId);
  const code = makeCode(purpose);
  const renewed = await renewChallenge(db, {
    id: challengeId,
    sealedCode: sealCode(code, { challengeId, purpose, pepper: keys.pepper }),
    tries: TRIES,
    now,
    expiresAt: new Date(now.getTime() + CODE_LIFE_MS),
  });
  if (!renewed) throw new AppError("CODE_EXPIRED");
  return { purpose, code, ...renewed };
}

async function takeResend(
  { limits, db }: { limits: Parts["limits"]; db: Executor },
  challengeId: string,
): Promise<void> {
  await limits.take(db, resendGapLimit(challengeId));
  await limits.take(db, resendLimit(challengeId));
}
