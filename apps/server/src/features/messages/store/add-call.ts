import type { CallSummary } from "@parley/protocol/calls";
import { sql } from "drizzle-orm";
import type { Tx } from "#kernel/database";
import { newId } from "#kernel/ids";
import { COLUMNS } from "./rows.ts";
import type { MessageRow } from "./rows.ts";

/** Numbers and stores what became of a call; the conversation must be locked. */
export async function insertCallMessage(
  tx: Tx,
  message: { conversationId: string; senderId: string; call: CallSummary },
): Promise<{ row: MessageRow; memberIds: string[] }> {
  const { conversationId, senderId, call } = message;
  const [row] = await tx.execute<MessageRow & { member_ids: string[] }>(sql`
    WITH raised AS (
      UPDATE conversations SET seq = seq + 1, ver = ver + 1, last_at = greatest(clock_timestamp(), last_at)
      WHERE id = ${conversationId} RETURNING seq, ver, last_at
    ),
    taken AS (SELECT 1 FROM messages WHERE conversation_id = ${conversationId} AND id = ${call.id})
    INSERT INTO messages AS m (conversation_id, id, sender_id, seq, ver, first_ver, at, kind, call)
    -- A message may have taken the call's id in the meantime: the call must end all the same.
    SELECT ${conversationId}, CASE WHEN EXISTS (SELECT 1 FROM taken) THEN ${newId()}::uuid ELSE ${call.id}::uuid END,
      ${senderId}, raised.seq, raised.ver, raised.ver, raised.last_at, 'call', ${JSON.stringify(call)}::text::jsonb
    FROM raised
    RETURNING ${COLUMNS}, ARRAY(SELECT user_id FROM members
      WHERE conversation_id = ${conversationId} AND role IS NOT NULL ORDER BY user_id) AS member_ids`);
  if (!row) throw new Error("A conversation that was locked is gone.");
  return { row, memberIds: row.member_ids };
}
