import type { webcrypto } from "node:crypto";
import { Id } from "@parley/protocol/common";
import { Role } from "@parley/protocol/profiles";
import { SignJWT, errors, jwtVerify } from "jose";
import * as z from "zod/mini";
import type { Clock } from "#kernel/clock";
import { AppError } from "#kernel/errors";
import type { Keys } from "#kernel/keys";

/** For so long a signed cookie is believed without asking the database. */
export const FRESH_MS = 600_000;
/** A session that is not used for so long ends; its longest life is another matter. */
export const IDLE_MS = 30 * 86_400_000;

const ALGORITHM = "HS256";
const TYPE = "at+jwt";
const ISSUER = "parley";
const AUDIENCE = "parley";

/** JWT time has a grain of one second. */
const Seconds = z.int();
const Claims = z.object({ sub: Id, sid: Id, role: Role, fu: Seconds, end: Seconds });

export interface SessionClaims {
  userId: string;
  sessionId: string;
  role: Role;
  /** Until then no look-up is needed. */
  freshUntil: Date;
  /** When the session ends whatever happens. */
  endsAt: Date;
}

export interface SessionCookies {
  /** The `Set-Cookie` of a session as it stands now. */
  issue(session: Omit<SessionClaims, "freshUntil">): Promise<string>;
  /** The `Set-Cookie` that takes it away. */
  clear(): string;
  /** Reads a `Cookie` header; throws UNAUTHENTICATED or SESSION_EXPIRED. */
  read(header: string | undefined): Promise<SessionClaims>;
}

export function createSessionCookies(parts: {
  keys: Keys;
  publicUrl: URL | null;
  clock: Clock;
}): SessionCookies {
  const { keys, clock } = parts;
  const isHttps = parts.publicUrl?.protocol === "https:";
  const name = isHttps ? "__Host-parley" : "parley";
  const attributes = `Path=/; HttpOnly; SameSite=Lax${isHttps ? "; Secure" : ""}`;
  const key = importKey(keys.session);

  return {
    async issue({ userId, sessionId, role, endsAt }) {
      const now = clock.now().getTime();
      const expires = Math.min(now + IDLE_MS, endsAt.getTime());
      const token = await new SignJWT({
        sid: sessionId,
        role,
        fu: toSeconds(now + FRESH_MS),
        end: toSeconds(endsAt.getTime()),
      })
        .setProtectedHeader({ alg: ALGORITHM, kid: keys.sessionKeyId, typ: TYPE })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(userId)
        .setIssuedAt(toSeconds(now))
        .setExpirationTime(toSeconds(expires))
        .sign(await key);
      const age = Math.max(0, toSeconds(expires - now));
      return `${name}=${token}; Max-Age=${age}; ${attributes}`;
    },

    clear: () => `${name}=; Max-Age=0; ${attributes}`,

    async read(header) {
      const token = findCookie(header, name);
      if (!token) throw new AppError("UNAUTHENTICATED");
      const claims = await verify(token, { keys, key, now: clock.now() });
      return {
        userId: claims.sub,
        sessionId: claims.sid,
        role: claims.role,
        freshUntil: new Date(claims.fu * 1000),
        endsAt: new Date(claims.end * 1000),
      };
    },
  };
}

async function verify(
  token: string,
  { keys, key, now }: { keys: Keys; key: Promise<webcrypto.CryptoKey>; now: Date },
): Promise<z.infer<typeof Claims>> {
  try {
    const { payload } = await jwtVerify(
      token,
      ({ kid }) => {
        if (kid !== keys.sessionKeyId) throw new AppError("UNAUTHENTICATED");
        return key;
      },
      {
        algorithms: [ALGORITHM],
        typ: TYPE,
        issuer: ISSUER,
        audience: AUDIENCE,
        requiredClaims: ["exp", "sub"],
        currentDate: now,
      },
    );
    return Claims.parse(payload);
  } catch (error) {
    throw new AppError(error instanceof errors.JWTExpired ? "SESSION_EXPIRED" : "UNAUTHENTICATED");
  }
}

async function importKey(bytes: Uint8Array): Promise<webcrypto.CryptoKey> {
  return crypto.subtle.importKey(
    "raw",
    Uint8Array.from(bytes),
    { name: "HMAC", hash: "SHA-256" },
    false,
    ["sign", "verify"],
  );
}

function findCookie(header: string | undefined, name: string): string | null {
  for (const pair of header?.split(";") ?? []) {
    const at = pair.indexOf("=");
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}

function toSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}
