import type { Identity } from "./identity.ts";

/** Where the credentials of a request or handshake stand. */
export interface Credentials {
  /** The raw `Cookie` header; ignored when there is an Authorization. */
  cookie: string | undefined;
  /** The raw `Authorization` header, or `Bearer <token>` from a handshake. */
  authorization: string | undefined;
  /** Ask the database even when the signed token would do. */
  fresh: boolean;
}

export interface Admission {
  identity: Identity;
  /** A renewed cookie for the answer, when the session was looked up again. */
  setCookie: string | null;
  /** When the session or token ends by itself; null when it does not. A sweep cuts its sockets then. */
  endsAt: Date | null;
}

export type EndReason = "SESSION_EXPIRED" | "SESSION_REVOKED";

/** Establishes who speaks, and tells when a session ends. */
export interface Guard {
  /** Throws UNAUTHENTICATED, SESSION_EXPIRED or SESSION_REVOKED. */
  admit(credentials: Credentials): Promise<Admission>;
  /** True once a revocation of this session has been heard on this node. */
  isRevoked(sessionId: string): boolean;
  /** Calls back for sessions that ended, from any node, until the signal aborts. */
  onEnded(
    listener: (sessionIds: readonly string[], reason: EndReason) => void,
    signal: AbortSignal,
  ): void;
}
