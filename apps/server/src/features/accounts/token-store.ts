import type { Scope } from "@parley/protocol/accounts";
import type { Role } from "@parley/protocol/profiles";
import { sql } from "drizzle-orm";
import type { Executor } from "#kernel/database";

const USE_GRAIN_MS = 60_000;

export type TokenRow = {
  id: string;
  user_id: string;
  role: Role;
  scopes: Scope[];
  expires_at: Date | null;
  revoked_at: Date | null;
};

export type ListedTokenRow = {
  id: string;
  name: string;
  scopes: Scope[];
  created_at: Date;
  last_used_at: Date | null;
  expires_at: Date | null;
};

export interface NewToken {
  id: string;
  userId: string;
  /** The session that makes it: it has to be alive in the same moment. */
  sessionId: string;
  name: string;
  hash: Buffer;
  scopes: readonly Scope[];
  now: Date;
  expiresAt: Date | null;
}

/** False when the session has ended in the meantime. */
export async function insertToken(executor: Executor, token: NewToken): Promise<boolean> {
  const rows = await executor.execute(
    sql`INSERT INTO tokens (id, user_id, name, token_hash, scopes, created_at, expires_at)
        SELECT ${token.id}::uuid, user_id, ${token.name}, ${token.hash}::bytea,
               ${sql.param([...token.scopes])}::text[], ${token.now}::timestamptz,
               ${token.expiresAt}::timestamptz
        FROM sessions
        WHERE id = ${token.sessionId} AND user_id = ${token.userId} AND revoked_at IS NULL
        RETURNING id`,
  );
  return rows.length > 0;
}

/** Looks a token up in whatever state it is, and notes that it was used. */
export async function useToken(
  executor: Executor,
  { hash, now }: { hash: Buffer; now: Date },
): Promise<TokenRow | null> {
  const noted = new Date(now.getTime() - USE_GRAIN_MS);
  const [row] = await executor.execute<TokenRow>(
    sql`WITH used AS (
          UPDATE tokens SET last_used_at = ${now}::timestamptz
          WHERE token_hash = ${hash}::bytea AND revoked_at IS NULL
            AND (last_used_at IS NULL OR last_used_at <= ${noted}::timestamptz))
        SELECT t.id, t.user_id, a.role, t.scopes, t.expires_at, t.revoked_at
        FROM tokens t JOIN accounts a ON a.id = t.user_id WHERE t.token_hash = ${hash}::bytea`,
  );
  return row ?? null;
}

/** Newest first; expired ones too, until they are deleted. */
export async function listTokens(
  executor: Executor,
  query: { userId: string; before: string | null; limit: number },
): Promise<ListedTokenRow[]> {
  const { userId, before, limit } = query;
  return executor.execute<ListedTokenRow>(
    sql`SELECT id, name, scopes, created_at, last_used_at, expires_at FROM tokens
        WHERE user_id = ${userId} AND revoked_at IS NULL
          AND (${before}::uuid IS NULL OR id < ${before}::uuid)
        ORDER BY id DESC LIMIT ${limit}`,
  );
}

export async function findToken(
  executor: Executor,
  id: string,
): Promise<{ user_id: string; created_at: Date; expires_at: Date | null } | null> {
  const [row] = await executor.execute<{
    user_id: string;
    created_at: Date;
    expires_at: Date | null;
  }>(sql`SELECT user_id, created_at, expires_at FROM tokens WHERE id = ${id}`);
  return row ?? null;
}

/** Answers with the names under which the tokens' sockets are known. */
export async function revokeTokens(
  executor: Executor,
  { userId, only = null, now }: { userId: string; only?: string | null; now: Date },
): Promise<string[]> {
  const rows = await executor.execute<{ name: string }>(
    sql`UPDATE tokens SET revoked_at = ${now}::timestamptz
        WHERE user_id = ${userId} AND revoked_at IS NULL AND (${only}::uuid IS NULL OR id = ${only}::uuid)
        RETURNING 'token:' || id AS name`,
  );
  return rows.map(({ name }) => name);
}

export async function deleteOldTokens(executor: Executor, endedBefore: Date): Promise<void> {
  await executor.execute(
    sql`DELETE FROM tokens
        WHERE revoked_at < ${endedBefore}::timestamptz OR expires_at < ${endedBefore}::timestamptz`,
  );
}
