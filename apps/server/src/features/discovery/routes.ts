import { FindUsersQuery, FoundUsers } from "@parley/protocol/profiles";
import type { Database } from "#kernel/database";
import { identityOf } from "#kernel/http";
import type { Http } from "#kernel/http";
import { findUsers } from "./find-users.ts";

export function addRoutes(http: Http, db: Database): void {
  http.route({
    method: "GET",
    url: "/api/users",
    schema: {
      querystring: FindUsersQuery,
      response: { 200: FoundUsers },
      tags: ["People"],
      summary: "Find people by name, username, languages or level",
    },
    config: { access: { scope: "read" } },
    handler: (request) => findUsers(db, identityOf(request).userId, request.query),
  });
}
