import { Id, PageQuery, pageOf } from "@parley/protocol/common";
import {
  Conversation,
  CreateConversation,
  Receipt,
  ReceiptBody,
} from "@parley/protocol/conversations";
import { extend, object, pick, string } from "zod/mini";
import { identityOf } from "#kernel/http";
import type { Http } from "#kernel/http";
import { readSnapshot } from "#kernel/read-snapshot";
import { createConversation } from "./create-conversation.ts";
import { listConversations, readConversation } from "./read-conversations.ts";
import type { ReceiptWriter } from "./receipt-writer.ts";
import type { ConversationsDeps } from "./types.ts";

const params = object({ id: Id });
const tags = ["conversations"];
const Answer = object({ conversation: Conversation });
const Advanced = extend(pick(Receipt, { delivered: true, read: true }), { epoch: string() });

export function addRoutes(http: Http, deps: ConversationsDeps, receipts: ReceiptWriter): void {
  http.route({
    method: "POST",
    url: "/api/conversations",
    schema: {
      tags,
      summary: "Open the direct conversation with a friend",
      body: CreateConversation,
      response: { 200: Answer },
    },
    config: { access: { scope: "write" } },
    async handler(request) {
      const { userId: viewerId } = identityOf(request);
      const conversationId = await createConversation(deps, viewerId, request.body.userId);
      return { conversation: await readOne(deps, viewerId, conversationId) };
    },
  });

  http.route({
    method: "GET",
    url: "/api/conversations",
    schema: {
      tags,
      summary: "My conversations, the latest activity first",
      querystring: PageQuery,
      response: { 200: pageOf(Conversation) },
    },
    config: { access: { scope: "read" } },
    handler: async (request) => listConversations(deps, identityOf(request).userId, request.query),
  });

  http.route({
    method: "GET",
    url: "/api/conversations/:id",
    schema: { tags, summary: "One of my conversations", params, response: { 200: Answer } },
    config: { access: { scope: "read" } },
    async handler(request) {
      const { userId: viewerId } = identityOf(request);
      return { conversation: await readOne(deps, viewerId, request.params.id) };
    },
  });

  http.route({
    method: "PUT",
    url: "/api/conversations/:id/receipt",
    schema: {
      tags,
      summary: "Say how far I received and read",
      params,
      body: ReceiptBody,
      response: { 200: Advanced },
    },
    config: { access: { scope: "write" } },
    async handler(request) {
      const key = { conversationId: request.params.id, userId: identityOf(request).userId };
      const { delivered = 0, read = 0 } = request.body;
      const advanced = await receipts.advance(key, { delivered, read });
      return { epoch: deps.epoch(), ...advanced };
    },
  });
}

async function readOne(
  deps: ConversationsDeps,
  viewerId: string,
  conversationId: string,
): Promise<Conversation> {
  return readSnapshot(deps.db, (tx) => readConversation(deps, tx, { viewerId, conversationId }));
}
