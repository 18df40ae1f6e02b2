import { sql } from "drizzle-orm";
import type { Executor } from "#kernel/database";
import type { Purpose } from "./codes.ts";

export interface NewChallenge {
  id: string;
  purpose: Purpose;
  email: string;
  userId: string | null;
  name: string | null;
  passwordHash: string | null;
  /** Null makes it a decoy. */
  sealedCode: Buffer | null;
  tries: number;
  now: Date;
  expiresAt: Date;
}

export type TriedChallenge = {
  id: string;
  email: string;
  user_id: string | null;
  name: string | null;
  password_hash: string | null;
  code_hmac: Uint8Array | null;
  tries_left: number;
};

export async function insertChallenge(executor: Executor, challenge: NewChallenge): Promise<void> {
  const { id, purpose, email, userId, name, passwordHash, sealedCode, tries } = challenge;
  await executor.execute(
    sql`INSERT INTO challenges (id, purpose, email, user_id, name, password_hash, code_hmac,
                                tries_left, sent_at, created_at, expires_at)
        VALUES (${id}, ${purpose}, ${email}, ${userId}, ${name}, ${passwordHash}, ${sealedCode}, ${tries},
                ${challenge.now}::timestamptz, ${challenge.now}::timestamptz,
                ${challenge.expiresAt}::timestamptz)`,
  );
}

/** Takes one try before anything is compared, so that parallel guesses cannot share one. */
export async function takeTry(
  executor: Executor,
  { id, purpose, now }: { id: string; purpose: Purpose; now: Date },
): Promise<TriedChallenge | null> {
  const [row] = await executor.execute<TriedChallenge>(
    sql`UPDATE challenges SET tries_left = tries_left - 1
        WHERE id = ${id} AND purpose = ${purpose} AND consumed_at IS NULL
          AND expires_at > ${now}::timestamptz AND tries_left > 0
        RETURNING id, email, user_id, name, password_hash, code_hmac, tries_left`,
  );
  return row ?? null;
}

/** True for the one call that uses this code up; a code sent since counts as another. */
export async function consumeChallenge(
  executor: Executor,
  { id, code_hmac: code }: TriedChallenge,
  now: Date,
): Promise<boolean> {
  const rows = await executor.execute(
    sql`UPDATE challenges SET consumed_at = ${now}::timestamptz, password_hash = NULL
        WHERE id = ${id} AND consumed_at IS NULL AND code_hmac = ${code}::bytea
        RETURNING id`,
  );
  return rows.length > 0;
}

/** After a new password no earlier code sets another one. */
export async function consumeResets(executor: Executor, userId: string, now: Date): Promise<void> {
  await executor.execute(
    sql`UPDATE challenges SET consumed_at = ${now}::timestamptz
        WHERE user_id = ${userId} AND purpose = 'reset' AND consumed_at IS NULL`,
  );
}

/** Purpose of a challenge that may still be sent again. */
export async function findResendable(
  executor: Executor,
  id: string,
  createdAfter: Date,
): Promise<Purpose | null> {
  const [row] = await executor.execute<{ purpose: Purpose }>(
    sql`SELECT purpose FROM challenges
        WHERE id = ${id} AND consumed_at IS NULL AND created_at > ${createdAfter}::timestamptz`,
  );
  return row?.purpose ?? null;
}

/** Puts a new code in the place of the old one; a decoy stays one. */
export async function renewChallenge(
  executor: Executor,
  renewal: { id: string; sealedCode: Buffer; tries: number; now: Date; expiresAt: Date },
): Promise<{ email: string; isDecoy: boolean } | null> {
  const { id, sealedCode, tries, now, expiresAt } = renewal;
  const [row] = await executor.execute<{ email: string; is_decoy: boolean }>(
    sql`UPDATE challenges SET
          code_hmac = CASE WHEN code_hmac IS NULL THEN NULL ELSE ${sealedCode}::bytea END,
          tries_left = ${tries}, sent_count = sent_count + 1,
          sent_at = ${now}::timestamptz, expires_at = ${expiresAt}::timestamptz
        WHERE id = ${id} AND consumed_at IS NULL
        RETURNING email, code_hmac IS NULL AS is_decoy`,
  );
  return row ? { email: row.email, isDecoy: row.is_decoy } : null;
}

export async function deleteOldChallenges(executor: Executor, createdBefore: Date): Promise<void> {
  await executor.execute(
    sql`DELETE FROM challenges WHERE created_at < ${createdBefore}::timestamptz`,
  );
}
