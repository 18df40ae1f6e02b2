import { sql } from "drizzle-orm";
import { isMember } from "#features/conversations";
import type { Tx } from "#kernel/database";
import { COLUMNS } from "./rows.ts";
import type { MessageRow } from "./rows.ts";

/** A text that this person, a member now, sent; its conversation must be locked. */
export async function findOwnText(
  tx: Tx,
  { conversationId, id, senderId }: { conversationId: string; id: string; senderId: string },
): Promise<MessageRow | null> {
  const [row] = await tx.execute<MessageRow>(sql`
    SELECT ${COLUMNS} FROM messages m
    WHERE m.conversation_id = ${conversationId} AND m.id = ${id} AND m.sender_id = ${senderId}
      AND m.kind = 'text' AND ${isMember(sql`m.conversation_id`, senderId)}`);
  return row ?? null;
}

export async function updateText(
  tx: Tx,
  row: MessageRow,
  { body, lang, ver }: { body: string; lang: string | null; ver: number },
): Promise<MessageRow> {
  return onlyRow(
    await tx.execute<MessageRow>(sql`
      UPDATE messages m SET body = ${body}, lang = ${lang}, ver = ${ver}, edited_at = clock_timestamp()
      WHERE m.conversation_id = ${row.conversation_id} AND m.id = ${row.id} RETURNING ${COLUMNS}`),
  );
}

/** Leaves a tombstone: neither the text nor its language stays. */
export async function eraseText(tx: Tx, row: MessageRow, ver: number): Promise<MessageRow> {
  return onlyRow(
    await tx.execute<MessageRow>(sql`
      UPDATE messages m SET body = NULL, lang = NULL, ver = ${ver}, deleted_at = clock_timestamp()
      WHERE m.conversation_id = ${row.conversation_id} AND m.id = ${row.id} RETURNING ${COLUMNS}`),
  );
}

function onlyRow([row]: MessageRow[]): MessageRow {
  if (!row) throw new Error("A message of a locked conversation is gone.");
  return row;
}
