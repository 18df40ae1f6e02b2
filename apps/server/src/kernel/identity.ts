import type { Scope } from "@parley/protocol/accounts";
import type { Role } from "@parley/protocol/profiles";

/** Who speaks, as the guard established it: never from anything else the client sent. */
export interface Identity {
  userId: string;
  role: Role;
  /** The session, or for a bearer token `token:<id>`: the name under which it is revoked. */
  sessionId: string;
  /** What a bearer token may do; null for a browser's session, which may do everything. */
  scopes: readonly Scope[] | null;
}

/** Who may reach a route or command. `fresh` asks the database even when the token would do. */
export type Access =
  | "public"
  | { scope: Scope; fresh?: boolean; role?: Role; sessionOnly?: boolean };

const RANK: Record<Role, number> = { user: 0, moderator: 1, admin: 2 };

/** Whether this identity satisfies the role, the scope and the kind of session that `access` asks for. */
export function isAllowed(identity: Identity, access: Exclude<Access, "public">): boolean {
  if (access.role && RANK[identity.role] < RANK[access.role]) return false;
  if (!identity.scopes) return true;
  return !access.sessionOnly && identity.scopes.includes(access.scope);
}
