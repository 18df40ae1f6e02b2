import type { Message } from "@parley/protocol/messages";
import type { MessageRow } from "./store/rows.ts";

export function presentMessage(row: MessageRow): Message {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    senderId: row.sender_id,
    seq: row.seq,
    ver: row.ver,
    at: row.at.toISOString(),
    kind: row.kind,
    body: row.body,
    lang: row.lang,
    replyTo: row.reply_to,
    editedAt: row.edited_at?.toISOString() ?? null,
    deletedAt: row.deleted_at?.toISOString() ?? null,
    ...(row.call ? { call: row.call } : {}),
  };
}

/** Messages by conversation, in the order given; every conversation asked for has its list. */
export function presentByConversation(
  rows: readonly MessageRow[],
  asks: readonly { conversationId: string }[],
): Map<string, Message[]> {
  const found = new Map<string, Message[]>(asks.map(({ conversationId }) => [conversationId, []]));
  for (const row of rows) found.get(row.conversation_id)?.push(presentMessage(row));
  return found;
}
