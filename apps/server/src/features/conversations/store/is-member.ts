import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";

/** The condition that this person is a member now, for use in other features' queries. */
export function isMember(conversationId: SQL | string, userId: SQL | string): SQL {
  return sql`EXISTS (SELECT 1 FROM members WHERE members.conversation_id = ${conversationId}
    AND members.user_id = ${userId} AND members.role IS NOT NULL)`;
}
