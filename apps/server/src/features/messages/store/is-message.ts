import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";

/** The condition that the conversation has a message with this id, for use in other features' queries. */
export function isMessage(conversationId: string, id: string): SQL {
  return sql`EXISTS (SELECT 1 FROM messages WHERE messages.conversation_id = ${conversationId}
    AND messages.id = ${id})`;
}
