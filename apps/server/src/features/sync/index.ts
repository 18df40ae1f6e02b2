import type { Feature } from "#kernel/feature";
import { addRoutes } from "./routes.ts";
import type { SyncDeps } from "./types.ts";

export type { SyncDeps } from "./types.ts";

export function createSync(deps: SyncDeps): Feature {
  return { routes: (http) => addRoutes(http, deps) };
}
