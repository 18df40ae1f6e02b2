import { Id, PageQuery, pageOf } from "@parley/protocol/common";
import { User } from "@parley/protocol/profiles";
import * as z from "zod/mini";
import { identityOf } from "#kernel/http";
import type { Http } from "#kernel/http";
import { blockUser, unblockUser } from "./block-user.ts";
import type { FriendsDeps } from "./deps.ts";
import { listUsers } from "./list-people.ts";
import { listBlocked } from "./store.ts";

const TAGS = ["Blocks"];
const Params = z.object({ userId: Id });
const Nothing = z.null();
const Users = pageOf(User);

export function addBlockRoutes(http: Http, deps: FriendsDeps): void {
  http.route({
    method: "GET",
    url: "/api/blocks",
    schema: {
      querystring: PageQuery,
      response: { 200: Users },
      tags: TAGS,
      summary: "Whom one has blocked, the newest first",
    },
    config: { access: { scope: "read" } },
    handler: (request) => {
      const { userId } = identityOf(request);
      return listUsers(deps.db, listBlocked, { userId, query: request.query });
    },
  });

  http.route({
    method: "PUT",
    url: "/api/blocks/:userId",
    schema: { params: Params, response: { 204: Nothing }, tags: TAGS, summary: "Block somebody" },
    config: { access: { scope: "write" } },
    handler: async (request, reply) => {
      await blockUser(deps, identityOf(request).userId, request.params.userId);
      return reply.code(204).send(null);
    },
  });

  http.route({
    method: "DELETE",
    url: "/api/blocks/:userId",
    schema: {
      params: Params,
      response: { 204: Nothing },
      tags: TAGS,
      summary: "Take a block back",
    },
    config: { access: { scope: "write" } },
    handler: async (request, reply) => {
      await unblockUser(deps, identityOf(request).userId, request.params.userId);
      return reply.code(204).send(null);
    },
  });
}
