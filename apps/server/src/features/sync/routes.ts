import { SyncAnswer, SyncRequest } from "@parley/protocol/sync";
import { identityOf } from "#kernel/http";
import type { Http } from "#kernel/http";
import { catchUp } from "./catch-up.ts";
import type { SyncDeps } from "./types.ts";

const LARGEST_REQUEST = 256 * 1024;

export function addRoutes(http: Http, deps: SyncDeps): void {
  http.route({
    method: "POST",
    url: "/api/sync",
    bodyLimit: LARGEST_REQUEST,
    schema: {
      tags: ["sync"],
      summary: "Catch up with everything that changed",
      body: SyncRequest,
      response: { 200: SyncAnswer },
    },
    config: { access: { scope: "read" } },
    handler: (request) =>
      deps.doorway.serve(() => catchUp(deps, identityOf(request).userId, request.body)),
  });
}
