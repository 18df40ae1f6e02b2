import type { Clock } from "#kernel/clock";
import type { Database } from "#kernel/database";
import { AppError } from "#kernel/errors";
import type { Admission, Guard } from "#kernel/guard";
import { hashToken } from "./bearer-token.ts";
import type { Revocations } from "./revocations.ts";
import type { SessionClaims, SessionCookies } from "./session-cookie.ts";
import { useSession } from "./session-store.ts";
import { useToken } from "./token-store.ts";

export interface GuardParts {
  db: Database;
  clock: Clock;
  cookies: SessionCookies;
  revocations: Revocations;
}

/** Signature, then what this node has heard, and the database only where those two do not suffice. */
export function createGuard(parts: GuardParts): Guard {
  return {
    async admit({ cookie, authorization, fresh }) {
      if (authorization !== undefined) return admitToken(parts, authorization);
      const claims = await parts.cookies.read(cookie);
      return admitSession(parts, claims, fresh);
    },
    isRevoked: parts.revocations.isRevoked,
    onEnded: parts.revocations.onEnded,
  };
}

async function admitSession(
  { db, clock, cookies, revocations }: GuardParts,
  claims: SessionClaims,
  fresh: boolean,
): Promise<Admission> {
  const { userId, sessionId } = claims;
  const now = clock.now();
  if (revocations.isRevoked(sessionId)) throw new AppError("SESSION_REVOKED");
  if (!fresh && claims.freshUntil > now && revocations.mayTrust(sessionId)) {
    const identity = { userId, sessionId, role: claims.role, scopes: null };
    return { identity, setCookie: null, endsAt: claims.endsAt };
  }
  const row = await useSession(db, { id: sessionId, userId, now });
  if (!row) throw new AppError("UNAUTHENTICATED");
  refuseEnded(row, now);
  const { role, expires_at: endsAt } = row;
  return {
    identity: { userId, sessionId, role, scopes: null },
    setCookie: await cookies.issue({ userId, sessionId, role, endsAt }),
    endsAt,
  };
}

async function admitToken(
  { db, clock, revocations }: GuardParts,
  authorization: string,
): Promise<Admission> {
  const token = /^Bearer +(\S+)$/i.exec(authorization.trim())?.[1];
  if (!token) throw new AppError("UNAUTHENTICATED");
  const now = clock.now();
  const row = await useToken(db, { hash: hashToken(token), now });
  if (!row) throw new AppError("UNAUTHENTICATED");
  refuseEnded(row, now);
  const sessionId = `token:${row.id}`;
  if (revocations.isRevoked(sessionId)) throw new AppError("SESSION_REVOKED");
  return {
    identity: { userId: row.user_id, sessionId, role: row.role, scopes: row.scopes },
    setCookie: null,
    endsAt: row.expires_at,
  };
}

function refuseEnded(row: { revoked_at: Date | null; expires_at: Date | null }, now: Date): void {
  if (row.revoked_at) throw new AppError("SESSION_REVOKED");
  if (row.expires_at && row.expires_at <= now) throw new AppError("SESSION_EXPIRED");
}
