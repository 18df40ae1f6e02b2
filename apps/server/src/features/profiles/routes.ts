import { MeAnswer } from "@parley/protocol/accounts";
import { Id } from "@parley/protocol/common";
import { UpdateMe, UserAnswer } from "@parley/protocol/profiles";
import type { Me } from "@parley/protocol/profiles";
import { sql } from "drizzle-orm";
import * as z from "zod/mini";
import { notFound } from "#kernel/errors";
import { identityOf } from "#kernel/http";
import type { Http } from "#kernel/http";
import type { ProfilesDeps } from "./deps.ts";
import { presentMe } from "./present-me.ts";
import { findVisibleUser } from "./store.ts";
import { updateMe } from "./update-me.ts";

const TAGS = ["People"];

export function addRoutes(http: Http, deps: ProfilesDeps): void {
  async function answerMe(userId: string): Promise<{ user: Me }> {
    const [profile, account] = await Promise.all([
      presentMe(deps.db, userId),
      deps.accountOf(deps.db, userId),
    ]);
    return { user: { ...profile, ...account } };
  }

  http.route({
    method: "GET",
    url: "/api/users/me",
    schema: { response: { 200: MeAnswer }, tags: TAGS, summary: "One's own profile and settings" },
    config: { access: { scope: "read" } },
    handler: (request) => answerMe(identityOf(request).userId),
  });

  http.route({
    method: "PATCH",
    url: "/api/users/me",
    schema: {
      body: UpdateMe,
      response: { 200: MeAnswer },
      tags: TAGS,
      summary: "Change any part of one's own profile and settings",
    },
    config: { access: { scope: "write" } },
    handler: async (request) => {
      const { userId } = identityOf(request);
      await updateMe(deps, userId, request.body);
      return answerMe(userId);
    },
  });

  http.route({
    method: "GET",
    url: "/api/users/:id",
    schema: {
      params: z.object({ id: Id }),
      response: { 200: UserAnswer },
      tags: TAGS,
      summary: "A person's profile",
    },
    config: { access: { scope: "read" } },
    handler: async (request) => {
      const visible = deps.visibleTo(identityOf(request).userId, sql`p.user_id`);
      const user = await findVisibleUser(deps.db, request.params.id, visible);
      if (!user) throw notFound();
      return { user };
    },
  });
}
