import { CallPage, IceAnswer, IceQuery } from "@parley/protocol/calls";
import { PageQuery } from "@parley/protocol/common";
import { null as nothing } from "zod/mini";
import { identityOf } from "#kernel/http";
import type { Http } from "#kernel/http";
import { listCalls } from "./list-calls.ts";
import { markSeen } from "./mark-seen.ts";
import { readIce } from "./read-ice.ts";
import type { CallsDeps } from "./types.ts";

const tags = ["calls"];

export function addRoutes(http: Http, deps: CallsDeps): void {
  http.route({
    method: "GET",
    url: "/api/calls",
    schema: {
      tags,
      summary: "One's calls that have ended, the newest first",
      querystring: PageQuery,
      response: { 200: CallPage },
    },
    config: { access: { scope: "read" } },
    handler: (request) => listCalls(deps, identityOf(request).userId, request.query),
  });

  http.route({
    method: "PUT",
    url: "/api/calls/seen",
    schema: {
      tags,
      summary: "Say that one has looked at the missed calls",
      response: { 204: nothing() },
    },
    config: { access: { scope: "calls" } },
    async handler(request, reply) {
      await markSeen(deps, identityOf(request).userId);
      return reply.code(204).send(null);
    },
  });

  http.route({
    method: "GET",
    url: "/api/ice",
    schema: {
      tags,
      summary: "STUN and TURN servers, with credentials for a call one is in",
      querystring: IceQuery,
      response: { 200: IceAnswer },
    },
    config: { access: { scope: "calls" } },
    handler: (request) => readIce(deps, identityOf(request).userId, request.query.callId),
  });
}
