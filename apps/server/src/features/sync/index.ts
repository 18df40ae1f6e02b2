import type { Feature } from "#kernel/feature";
import { addRoutes } from "./routes.ts";
import type { SyncDeps, SyncLimits } from "./types.ts";

export type { SyncDeps, SyncLimits } from "./types.ts";

const LIMITS: SyncLimits = { deltaRows: 500, pageRows: 200, headMessages: 30 };

/** Tests make the limits small, to reach them with few rows. */
export function createSync(deps: Omit<SyncDeps, "limits">, limits = LIMITS): Feature {
  return { routes: (http) => addRoutes(http, { ...deps, limits }) };
}
