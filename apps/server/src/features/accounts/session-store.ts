import type { Role } from "@parley/protocol/profiles";
import { sql } from "drizzle-orm";
import type { Executor, Tx } from "#kernel/database";
import { IDLE_MS } from "./session-cookie.ts";

/** The last use is noted this exactly, so that most look-ups write nothing. */
const USE_GRAIN_MS = 60_000;

export type SessionRow = {
  role: Role;
  expires_at: Date;
  revoked_at: Date | null;
};

export type DeviceRow = {
  id: string;
  device_name: string;
  created_at: Date;
  last_used_at: Date;
};

export async function insertSession(
  executor: Executor,
  session: { id: string; userId: string; deviceName: string; now: Date; expiresAt: Date },
): Promise<void> {
  const { id, userId, deviceName, now, expiresAt } = session;
  await executor.execute(
    sql`INSERT INTO sessions (id, user_id, device_name, created_at, last_used_at, expires_at)
        VALUES (${id}, ${userId}, ${deviceName}, ${now}::timestamptz, ${now}::timestamptz,
                ${expiresAt}::timestamptz)`,
  );
}

/** Looks a session up in whatever state it is, and notes that it was used. */
export async function useSession(
  executor: Executor,
  { id, userId, now }: { id: string; userId: string; now: Date },
): Promise<SessionRow | null> {
  const noted = new Date(now.getTime() - USE_GRAIN_MS);
  const [row] = await executor.execute<SessionRow>(
    sql`WITH used AS (
          UPDATE sessions SET last_used_at = ${now}::timestamptz
          WHERE id = ${id} AND user_id = ${userId} AND revoked_at IS NULL
            AND last_used_at <= ${noted}::timestamptz)
        SELECT a.role, s.expires_at, s.revoked_at
        FROM sessions s JOIN accounts a ON a.id = s.user_id
        WHERE s.id = ${id} AND s.user_id = ${userId}`,
  );
  return row ?? null;
}

export async function findSession(
  executor: Executor,
  id: string,
): Promise<{ user_id: string; created_at: Date; expires_at: Date } | null> {
  const [row] = await executor.execute<{ user_id: string; created_at: Date; expires_at: Date }>(
    sql`SELECT user_id, created_at, expires_at FROM sessions WHERE id = ${id}`,
  );
  return row ?? null;
}

/** The sessions that can still be used, newest first. */
export async function listLiveSessions(
  executor: Executor,
  query: { userId: string; now: Date; before: string | null; limit: number },
): Promise<DeviceRow[]> {
  const { userId, now, before, limit } = query;
  const idle = new Date(now.getTime() - IDLE_MS);
  return executor.execute<DeviceRow>(
    sql`SELECT id, device_name, created_at, last_used_at FROM sessions
        WHERE user_id = ${userId} AND revoked_at IS NULL AND expires_at > ${now}::timestamptz
          AND last_used_at > ${idle}::timestamptz AND (${before}::uuid IS NULL OR id < ${before}::uuid)
        ORDER BY id DESC LIMIT ${limit}`,
  );
}

/** Answers with the ids that this very call has ended. */
export async function revokeSessions(
  executor: Executor,
  which: { userId: string; only?: string; except?: string; now: Date },
): Promise<string[]> {
  const { userId, only = null, except = null, now } = which;
  const rows = await executor.execute<{ id: string }>(
    sql`UPDATE sessions SET revoked_at = ${now}::timestamptz
        WHERE user_id = ${userId} AND revoked_at IS NULL AND expires_at > ${now}::timestamptz
          AND (${only}::uuid IS NULL OR id = ${only}::uuid)
          AND (${except}::uuid IS NULL OR id <> ${except}::uuid)
        RETURNING id`,
  );
  return rows.map(({ id }) => id);
}

/** What every node has to know about sessions and tokens that were changed since. */
export async function readEndedSince(
  executor: Executor,
  since: Date,
): Promise<{ revoked: string[]; stale: string[] }> {
  const rows = await executor.execute<{ name: string; is_revoked: boolean }>(
    sql`SELECT id::text AS name, true AS is_revoked FROM sessions
        WHERE revoked_at > ${since}::timestamptz
        UNION ALL SELECT 'token:' || id, true FROM tokens WHERE revoked_at > ${since}::timestamptz
        UNION ALL SELECT id::text, false FROM sessions WHERE stale_at > ${since}::timestamptz`,
  );
  const names = (isRevoked: boolean) =>
    rows.filter((row) => row.is_revoked === isRevoked).map(({ name }) => name);
  return { revoked: names(true), stale: names(false) };
}

/** Heard by every listening node once the transaction commits. */
export async function notifyNodes(tx: Tx, channel: string, payload: string): Promise<void> {
  await tx.execute(sql`SELECT pg_notify(${channel}, ${payload})`);
}

export async function deleteOldSessions(executor: Executor, endedBefore: Date): Promise<void> {
  await executor.execute(
    sql`DELETE FROM sessions
        WHERE revoked_at < ${endedBefore}::timestamptz OR expires_at < ${endedBefore}::timestamptz`,
  );
}
