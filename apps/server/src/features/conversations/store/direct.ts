import { sql } from "drizzle-orm";
import type { Tx } from "#kernel/database";

/** What two people's direct conversation is known by, whichever side asks. */
function directKey(a: string, b: string): string {
  return a < b ? `${a}:${b}` : `${b}:${a}`;
}

/** Makes the direct conversation unless there is one; false when there is, also one made a moment ago. */
export async function insertDirect(
  tx: Tx,
  id: string,
  { a, b }: { a: string; b: string },
): Promise<boolean> {
  const made = await tx.execute(sql`
    INSERT INTO conversations (id, kind, direct_key) VALUES (${id}, 'direct', ${directKey(a, b)})
    ON CONFLICT (direct_key) DO NOTHING RETURNING id`);
  if (made.length === 0) return false;
  const people = sql`unnest(${sql.param([a, b])}::uuid[])`;
  await tx.execute(sql`
    INSERT INTO members (conversation_id, user_id, role, ver, join_ver, can_send)
    SELECT ${id}, person, 'member', 1, 1, true FROM ${people} AS person`);
  await tx.execute(sql`INSERT INTO receipt_counters (conversation_id) VALUES (${id})`);
  await tx.execute(sql`
    INSERT INTO receipts (conversation_id, user_id) SELECT ${id}, person FROM ${people} AS person`);
  return true;
}

/** Locks the direct conversation of these two, when there is one. */
export async function lockDirect(tx: Tx, a: string, b: string): Promise<string | null> {
  const [row] = await tx.execute<{ id: string }>(sql`
    SELECT id FROM conversations WHERE direct_key = ${directKey(a, b)} FOR NO KEY UPDATE`);
  return row?.id ?? null;
}

/** Decides for both whether they may write; the conversation must be locked. */
export async function updateCanSend(tx: Tx, id: string, canSend: boolean): Promise<void> {
  await tx.execute(sql`
    UPDATE members SET can_send = ${canSend}
    WHERE conversation_id = ${id} AND can_send <> ${canSend}`);
}
