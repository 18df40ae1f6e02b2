import { Id, PageQuery, pageOf } from "@parley/protocol/common";
import { User } from "@parley/protocol/profiles";
import * as z from "zod/mini";
import { identityOf } from "#kernel/http";
import type { Http } from "#kernel/http";
import type { FriendsDeps } from "./deps.ts";
import { endFriendship } from "./end-friendship.ts";
import { listUsers } from "./list-people.ts";
import { listFriends } from "./store.ts";

const TAGS = ["Friends"];
const Params = z.object({ userId: Id });
const Nothing = z.null();
const Users = pageOf(User);

export function addFriendRoutes(http: Http, deps: FriendsDeps): void {
  http.route({
    method: "GET",
    url: "/api/friends",
    schema: {
      querystring: PageQuery,
      response: { 200: Users },
      tags: TAGS,
      summary: "One's friends, the newest first",
    },
    config: { access: { scope: "read" } },
    handler: (request) => {
      const { userId } = identityOf(request);
      return listUsers(deps.db, listFriends, { userId, query: request.query });
    },
  });

  http.route({
    method: "DELETE",
    url: "/api/friends/:userId",
    schema: { params: Params, response: { 204: Nothing }, tags: TAGS, summary: "End a friendship" },
    config: { access: { scope: "write" } },
    handler: async (request, reply) => {
      await endFriendship(deps, identityOf(request).userId, request.params.userId);
      return reply.code(204).send(null);
    },
  });
}
