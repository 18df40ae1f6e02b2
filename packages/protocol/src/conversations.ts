import * as z from "zod/mini";
import { Counter, Id, Time } from "./common.ts";
import { Message } from "./messages.ts";

/** The shared row: nothing in it depends on who looks. */
export const ConversationRow = z.object({
  id: Id,
  kind: z.enum(["direct", "group"]),
  title: z.nullable(z.string()),
  ver: Counter,
  seq: Counter,
  at: Time,
});
export type ConversationRow = z.infer<typeof ConversationRow>;

/** A member; `role: null` has left. */
export const Member = z.object({
  userId: Id,
  role: z.nullable(z.enum(["owner", "admin", "member"])),
  ver: Counter,
});
export type Member = z.infer<typeof Member>;

export const Receipt = z.object({ userId: Id, delivered: Counter, read: Counter });
export type Receipt = z.infer<typeof Receipt>;

/** A conversation as one person sees it over HTTP. */
export const Conversation = z.extend(ConversationRow, {
  readSeq: Counter,
  unread: z.number(),
  receiptVer: Counter,
  members: z.array(Member),
  lastMessage: z.nullable(Message),
});
export type Conversation = z.infer<typeof Conversation>;

export const ConversationAnswer = z.object({ conversation: Conversation });
export type ConversationAnswer = z.infer<typeof ConversationAnswer>;

export const CreateConversation = z.object({ userId: Id });
export type CreateConversation = z.infer<typeof CreateConversation>;

const atLeastOne = {
  error: "Say how far: delivered, read or both.",
  path: ["read"],
};

export const ReceiptBody = z
  .object({ delivered: z.optional(Counter), read: z.optional(Counter) })
  .check(
    z.refine(({ delivered, read }) => delivered !== undefined || read !== undefined, atLeastOne),
  );
export type ReceiptBody = z.infer<typeof ReceiptBody>;

export const AdvanceReceipt = z
  .object({ conversationId: Id, delivered: z.optional(Counter), read: z.optional(Counter) })
  .check(
    z.refine(({ delivered, read }) => delivered !== undefined || read !== undefined, atLeastOne),
  );
export type AdvanceReceipt = z.infer<typeof AdvanceReceipt>;
