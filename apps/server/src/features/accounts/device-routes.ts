import { Device } from "@parley/protocol/accounts";
import { Id, PageQuery, pageOf } from "@parley/protocol/common";
import * as z from "zod/mini";
import { notFound } from "#kernel/errors";
import { identityOf } from "#kernel/http";
import type { Http } from "#kernel/http";
import type { AccountsParts } from "./deps.ts";
import { readPage } from "./pages.ts";
import { presentDevice } from "./present.ts";
import { replaceCookie } from "./reply-cookie.ts";
import { listLiveSessions } from "./session-store.ts";

const TAGS = ["Devices"];
const Nothing = z.null();
const OWNER = { sessionOnly: true, fresh: true } as const;

/** The browsers that are signed in; ending one ends its sockets too. */
export function addDeviceRoutes(http: Http, parts: AccountsParts): void {
  const { db, clock, sessions, transact } = parts;

  http.route({
    method: "GET",
    url: "/api/auth/devices",
    schema: {
      querystring: PageQuery,
      response: { 200: pageOf(Device) },
      tags: TAGS,
      summary: "Where one is signed in, the newest first",
    },
    config: { access: { scope: "read", ...OWNER } },
    handler: async (request) => {
      const { userId, sessionId } = identityOf(request);
      const now = clock.now();
      return readPage(request.query, {
        list: (part) => listLiveSessions(db, { userId, now, ...part }),
        present: (row) => presentDevice(row, sessionId),
      });
    },
  });

  http.route({
    method: "DELETE",
    url: "/api/auth/devices/:id",
    schema: {
      params: z.object({ id: Id }),
      response: { 204: Nothing },
      tags: TAGS,
      summary: "Sign one device out",
    },
    config: { access: { scope: "write", ...OWNER } },
    handler: async (request, reply) => {
      const { userId, sessionId } = identityOf(request);
      const { id } = request.params;
      if (!(await transact((unit) => sessions.endOne(unit, userId, id)))) throw notFound();
      if (id === sessionId) replaceCookie(reply, sessions.clearCookie());
      return reply.code(204).send(null);
    },
  });

  http.route({
    method: "DELETE",
    url: "/api/auth/devices",
    schema: { response: { 204: Nothing }, tags: TAGS, summary: "Sign all other devices out" },
    config: { access: { scope: "write", ...OWNER } },
    handler: async (request, reply) => {
      const { userId, sessionId } = identityOf(request);
      await transact((unit) => sessions.endOthers(unit, userId, sessionId));
      return reply.code(204).send(null);
    },
  });
}
