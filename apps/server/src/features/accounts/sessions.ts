import type { Role } from "@parley/protocol/profiles";
import type { Clock } from "#kernel/clock";
import { newId } from "#kernel/ids";
import type { Unit } from "#kernel/unit-of-work";
import { nameDevice } from "./device-name.ts";
import type { Revocations } from "./revocations.ts";
import type { SessionCookies } from "./session-cookie.ts";
import { insertSession, revokeSessions } from "./session-store.ts";
import { revokeTokens } from "./token-store.ts";

const LONGEST_LIFE_MS = 180 * 86_400_000;

/** Begins and ends sessions; what ends is told to all nodes within the same transaction. */
export interface Sessions {
  /** Answers with the `Set-Cookie` of the new session. */
  open(
    unit: Unit,
    person: { userId: string; role: Role; userAgent: string | undefined },
  ): Promise<string>;
  /** False when there is no such session of this person's any more. */
  endOne(unit: Unit, userId: string, sessionId: string): Promise<boolean>;
  endOthers(unit: Unit, userId: string, sessionId: string): Promise<void>;
  /** Ends all sessions and bearer tokens. */
  endAll(unit: Unit, userId: string): Promise<void>;
  endToken(unit: Unit, userId: string, tokenId: string): Promise<boolean>;
  clearCookie(): string;
}

export function createSessions(parts: {
  clock: Clock;
  cookies: SessionCookies;
  revocations: Revocations;
}): Sessions {
  const { clock, cookies, revocations } = parts;

  return {
    async open(unit, { userId, role, userAgent }) {
      const now = clock.now();
      const endsAt = new Date(now.getTime() + LONGEST_LIFE_MS);
      const sessionId = newId(now.getTime());
      const deviceName = nameDevice(userAgent);
      await insertSession(unit.tx, { id: sessionId, userId, deviceName, now, expiresAt: endsAt });
      return cookies.issue({ userId, sessionId, role, endsAt });
    },

    async endOne(unit, userId, sessionId) {
      const ended = await revokeSessions(unit.tx, { userId, only: sessionId, now: clock.now() });
      await revocations.announce(unit, ended);
      return ended.length > 0;
    },

    async endOthers(unit, userId, sessionId) {
      const ended = await revokeSessions(unit.tx, { userId, except: sessionId, now: clock.now() });
      await revocations.announce(unit, ended);
    },

    async endAll(unit, userId) {
      const now = clock.now();
      const sessions = await revokeSessions(unit.tx, { userId, now });
      const tokens = await revokeTokens(unit.tx, { userId, now });
      await revocations.announce(unit, [...sessions, ...tokens]);
    },

    async endToken(unit, userId, tokenId) {
      const ended = await revokeTokens(unit.tx, { userId, only: tokenId, now: clock.now() });
      await revocations.announce(unit, ended);
      return ended.length > 0;
    },

    clearCookie: cookies.clear,
  };
}
