import { Id } from "@parley/protocol/common";
import { Conversation } from "@parley/protocol/conversations";
import { FriendRequest, FriendRequests, SendRequest } from "@parley/protocol/friends";
import * as z from "zod/mini";
import { identityOf } from "#kernel/http";
import type { Http } from "#kernel/http";
import { acceptRequest, cancelRequest, refuseRequest } from "./answer-request.ts";
import type { FriendsDeps } from "./deps.ts";
import { presentRequests } from "./present.ts";
import { sendRequest } from "./send-request.ts";
import { findPendingRequests } from "./store.ts";

const TAGS = ["Friends"];
const Params = z.object({ id: Id });
const Nothing = z.null();

export function addRequestRoutes(http: Http, deps: FriendsDeps): void {
  http.route({
    method: "POST",
    url: "/api/friends/requests",
    schema: {
      body: SendRequest,
      response: { 201: z.object({ request: FriendRequest }) },
      tags: TAGS,
      summary: "Ask somebody to become friends",
    },
    config: { access: { scope: "write" } },
    handler: async (request, reply) => {
      const sent = await sendRequest(deps, identityOf(request).userId, request.body);
      return reply.code(201).send({ request: sent });
    },
  });

  http.route({
    method: "GET",
    url: "/api/friends/requests",
    schema: {
      response: { 200: FriendRequests },
      tags: TAGS,
      summary: "Requests that wait for an answer",
    },
    config: { access: { scope: "read" } },
    handler: async (request) => {
      const { userId } = identityOf(request);
      const requests = await presentRequests(deps.db, await findPendingRequests(deps.db, userId));
      return {
        incoming: requests.filter(({ to }) => to.id === userId),
        outgoing: requests.filter(({ from }) => from.id === userId),
      };
    },
  });
}

export function addAnswerRoutes(http: Http, deps: FriendsDeps): void {
  http.route({
    method: "POST",
    url: "/api/friends/requests/:id/accept",
    schema: {
      params: Params,
      response: { 200: z.object({ conversation: Conversation }) },
      tags: TAGS,
      summary: "Become friends; the conversation is open",
    },
    config: { access: { scope: "write" } },
    handler: async (request) => {
      const { userId } = identityOf(request);
      const conversationId = await acceptRequest(deps, userId, request.params.id);
      return { conversation: await deps.presentConversation(deps.db, userId, conversationId) };
    },
  });

  http.route({
    method: "POST",
    url: "/api/friends/requests/:id/refuse",
    schema: { params: Params, response: { 204: Nothing }, tags: TAGS, summary: "Refuse a request" },
    config: { access: { scope: "write" } },
    handler: async (request, reply) => {
      await refuseRequest(deps, identityOf(request).userId, request.params.id);
      return reply.code(204).send(null);
    },
  });

  http.route({
    method: "DELETE",
    url: "/api/friends/requests/:id",
    schema: {
      params: Params,
      response: { 204: Nothing },
      tags: TAGS,
      summary: "Take a request of one's own back",
    },
    config: { access: { scope: "write" } },
    handler: async (request, reply) => {
      await cancelRequest(deps, identityOf(request).userId, request.params.id);
      return reply.code(204).send(null);
    },
  });
}
