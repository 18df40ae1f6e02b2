import { CreateToken, CreatedToken, Token } from "@parley/protocol/accounts";
import { Id, PageQuery, pageOf } from "@parley/protocol/common";
import * as z from "zod/mini";
import { notFound } from "#kernel/errors";
import { identityOf } from "#kernel/http";
import type { Http } from "#kernel/http";
import { createToken } from "./create-token.ts";
import type { AccountsParts } from "./deps.ts";
import { readPage } from "./pages.ts";
import { presentToken } from "./present.ts";
import { listTokens } from "./token-store.ts";

const TAGS = ["Bearer tokens"];
const Nothing = z.null();
/** No token makes, sees or ends tokens. */
const OWNER = { sessionOnly: true, fresh: true } as const;

export function addTokenRoutes(http: Http, parts: AccountsParts): void {
  http.route({
    method: "POST",
    url: "/api/auth/tokens",
    schema: {
      body: CreateToken,
      response: { 201: CreatedToken },
      tags: TAGS,
      summary: "Make a token for a client that is not a browser; shown once",
    },
    config: { access: { scope: "write", ...OWNER } },
    handler: async (request, reply) =>
      reply.code(201).send(await createToken(parts, identityOf(request), request.body)),
  });

  http.route({
    method: "GET",
    url: "/api/auth/tokens",
    schema: {
      querystring: PageQuery,
      response: { 200: pageOf(Token) },
      tags: TAGS,
      summary: "One's tokens without their secrets, the newest first",
    },
    config: { access: { scope: "read", ...OWNER } },
    handler: async (request) => {
      const { userId } = identityOf(request);
      return readPage(request.query, {
        list: (part) => listTokens(parts.db, { userId, ...part }),
        present: presentToken,
      });
    },
  });

  http.route({
    method: "DELETE",
    url: "/api/auth/tokens/:id",
    schema: {
      params: z.object({ id: Id }),
      response: { 204: Nothing },
      tags: TAGS,
      summary: "Revoke a token",
    },
    config: { access: { scope: "write", ...OWNER } },
    handler: async (request, reply) => {
      const { userId } = identityOf(request);
      const { id } = request.params;
      const { transact, sessions } = parts;
      if (!(await transact((unit) => sessions.endToken(unit, userId, id)))) throw notFound();
      return reply.code(204).send(null);
    },
  });
}
