import type { Role } from "@parley/protocol/profiles";
import type { Executor } from "#kernel/database";
import type { Feature } from "#kernel/feature";
import type { Guard } from "#kernel/guard";
import type { AccountsDeps } from "./deps.ts";
import { addDeviceRoutes } from "./device-routes.ts";
import { createGuard } from "./guard.ts";
import { startHousekeeping } from "./housekeeping.ts";
import { createRevocations } from "./revocations.ts";
import { addAccountRoutes } from "./routes.ts";
import { createSessionCookies } from "./session-cookie.ts";
import { createSessions } from "./sessions.ts";
import { readEmailAndRole } from "./store.ts";
import { addTokenRoutes } from "./token-routes.ts";

export interface Accounts extends Feature {
  guard: Guard;
  /** Throws NOT_FOUND for whoever has no account. */
  accountOf(executor: Executor, userId: string): Promise<{ email: string; role: Role }>;
}

export function createAccounts(deps: AccountsDeps): Accounts {
  const cookies = createSessionCookies(deps);
  const revocations = createRevocations(deps);
  const housekeeping = startHousekeeping(deps, revocations);
  const parts = { ...deps, sessions: createSessions({ ...deps, cookies, revocations }) };
  return {
    guard: createGuard({ ...deps, cookies, revocations }),
    accountOf: readEmailAndRole,
    routes(http) {
      for (const add of [addAccountRoutes, addDeviceRoutes, addTokenRoutes]) add(http, parts);
    },
    async close() {
      housekeeping.stop();
      await revocations.close();
    },
  };
}

export { makeToken } from "./bearer-token.ts";
