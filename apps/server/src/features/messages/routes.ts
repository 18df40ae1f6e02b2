import { Counter, Id } from "@parley/protocol/common";
import { isErrorCode } from "@parley/protocol/errors";
import {
  EditBody,
  HistoryPage,
  HistoryQuery,
  NewMessages,
  SendResult,
} from "@parley/protocol/messages";
import { array, object, string } from "zod/mini";
import { AppError } from "#kernel/errors";
import { identityOf } from "#kernel/http";
import type { Http } from "#kernel/http";
import type { Collector } from "./collector.ts";
import { deleteMessage } from "./delete-message.ts";
import { editMessage } from "./edit-message.ts";
import { readHistory } from "./read-history.ts";
import { sendMessages } from "./send-messages.ts";
import type { MessagesDeps } from "./types.ts";

const tags = ["messages"];
const ofConversation = object({ id: Id });
const ofMessage = object({ id: Id, messageId: Id });
const Changed = object({ epoch: string(), ver: Counter });

export function addRoutes(http: Http, deps: MessagesDeps, queue: Collector): void {
  addCollectionRoutes(http, deps, queue);

  http.route({
    method: "PATCH",
    url: "/api/conversations/:id/messages/:messageId",
    schema: {
      tags,
      summary: "Change my message",
      params: ofMessage,
      body: EditBody,
      response: { 200: Changed },
    },
    config: { access: { scope: "write" } },
    async handler(request) {
      const { id: conversationId, messageId: id } = request.params;
      const edit = { ...request.body, conversationId, id };
      const ver = await editMessage(deps, identityOf(request).userId, edit);
      return { epoch: deps.epoch(), ver };
    },
  });

  http.route({
    method: "DELETE",
    url: "/api/conversations/:id/messages/:messageId",
    schema: {
      tags,
      summary: "Take my message back for everybody",
      params: ofMessage,
      response: { 200: Changed },
    },
    config: { access: { scope: "write" } },
    async handler(request) {
      const { id: conversationId, messageId: id } = request.params;
      const ver = await deleteMessage(deps, identityOf(request).userId, { conversationId, id });
      return { epoch: deps.epoch(), ver };
    },
  });
}

function addCollectionRoutes(http: Http, deps: MessagesDeps, queue: Collector): void {
  http.route({
    method: "GET",
    url: "/api/conversations/:id/messages",
    schema: {
      tags,
      summary: "A page of history",
      params: ofConversation,
      querystring: HistoryQuery,
      response: { 200: HistoryPage },
    },
    config: { access: { scope: "read" } },
    async handler(request) {
      const who = { viewerId: identityOf(request).userId, conversationId: request.params.id };
      return readHistory(deps, who, request.query);
    },
  });

  http.route({
    method: "POST",
    url: "/api/conversations/:id/messages",
    schema: {
      tags,
      summary: "Send messages; each has its own result",
      params: ofConversation,
      body: object({ messages: NewMessages }),
      response: { 200: object({ epoch: string(), results: array(SendResult) }) },
    },
    config: { access: { scope: "write" } },
    async handler(request) {
      const { userId: senderId } = identityOf(request);
      const job = { senderId, conversationId: request.params.id, ...request.body };
      const results = await sendMessages({ ...deps, queue }, job);
      refuseWhole(results);
      return { epoch: deps.epoch(), results };
    },
  });
}

/** Over HTTP a request of which nothing was accepted is a problem with the first reason. */
function refuseWhole(results: SendResult[]): void {
  const [first] = results;
  if (!first || first.ok || results.some((result) => result.ok)) return;
  const { code } = first.error;
  throw new AppError(isErrorCode(code) ? code : "INTERNAL", { results });
}
