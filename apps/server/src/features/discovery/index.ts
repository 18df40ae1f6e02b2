import type { Database } from "#kernel/database";
import type { Feature } from "#kernel/feature";
import { addRoutes } from "./routes.ts";

export function createDiscovery({ db }: { db: Database }): Feature {
  return { routes: (http) => addRoutes(http, db) };
}
