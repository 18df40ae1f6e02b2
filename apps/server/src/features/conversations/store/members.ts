import type { Member } from "@parley/protocol/conversations";
import { sql } from "drizzle-orm";
import type { Executor, Tx } from "#kernel/database";

export interface MembersAsk {
  conversationId: string;
  /** Members changed above this ver; −1 for all. */
  cursor: number;
  /** Somebody who has left hears of their own row only. */
  hasLeft: boolean;
}

/** Member rows by conversation, ordered by ver. */
export async function readMembers(
  executor: Executor,
  viewerId: string,
  asks: readonly MembersAsk[],
): Promise<Map<string, Member[]>> {
  const found = new Map<string, Member[]>(asks.map(({ conversationId }) => [conversationId, []]));
  if (asks.length === 0) return found;
  const rows = await executor.execute<{
    conversation_id: string;
    user_id: string;
    role: Member["role"];
    ver: number;
  }>(sql`
    SELECT m.conversation_id, m.user_id, m.role, m.ver
    FROM unnest(${sql.param(asks.map((ask) => ask.conversationId))}::uuid[],
      ${sql.param(asks.map((ask) => ask.cursor))}::integer[],
      ${sql.param(asks.map((ask) => String(ask.hasLeft)))}::text[]::boolean[]) AS asked (id, cursor, has_left)
    JOIN members m ON m.conversation_id = asked.id AND m.ver > asked.cursor
      AND (NOT asked.has_left OR m.user_id = ${viewerId})
    ORDER BY m.conversation_id, m.ver, m.user_id`);
  for (const row of rows) {
    found.get(row.conversation_id)?.push({ userId: row.user_id, role: row.role, ver: row.ver });
  }
  return found;
}

/** The other members of a conversation, none where this person may not write; null when they are not a member now. */
export async function readFellows(
  executor: Executor,
  conversationId: string,
  userId: string,
): Promise<string[] | null> {
  const present = await readPresent(executor, conversationId, userId);
  if (!present) return null;
  return present.canSend ? present.others : [];
}

/** Who else is a member now; null when this person is not one. */
export async function readPresent(
  executor: Executor,
  conversationId: string,
  userId: string,
): Promise<{ others: string[]; canSend: boolean } | null> {
  const rows = await executor.execute<{ user_id: string; can_send: boolean }>(sql`
    SELECT user_id, can_send FROM members
    WHERE conversation_id = ${conversationId} AND role IS NOT NULL`);
  const mine = rows.find((row) => row.user_id === userId);
  if (!mine) return null;
  const others = rows.flatMap((row) => (row === mine ? [] : row.user_id));
  return { others, canSend: mine.can_send };
}

/** The other one of a direct conversation; null in a group. */
export async function readDirectPartner(
  executor: Executor,
  conversationId: string,
  userId: string,
): Promise<string | null> {
  const [row] = await executor.execute<{ user_id: string }>(sql`
    SELECT other.user_id FROM conversations c
    JOIN members other ON other.conversation_id = c.id AND other.user_id <> ${userId}
    WHERE c.id = ${conversationId} AND c.kind = 'direct'`);
  return row?.user_id ?? null;
}

/** Everybody with whom this person has a direct conversation. */
export async function readPartners(executor: Executor, userId: string): Promise<string[]> {
  const rows = await executor.execute<{ user_id: string }>(sql`
    SELECT DISTINCT other.user_id
    FROM members mine
    JOIN conversations c ON c.id = mine.conversation_id AND c.kind = 'direct'
    JOIN members other ON other.conversation_id = c.id AND other.user_id <> mine.user_id
    WHERE mine.user_id = ${userId}`);
  return rows.map((row) => row.user_id);
}

/** Locks the conversation for a change that all members share; nothing is read under this snapshot. */
export async function lockConversation(tx: Tx, conversationId: string): Promise<void> {
  await tx.execute(sql`SELECT 1 FROM conversations WHERE id = ${conversationId} FOR NO KEY UPDATE`);
}

/** Whether this person, a member now, may write; null for everybody else. */
export async function readCanSend(
  tx: Tx,
  conversationId: string,
  userId: string,
): Promise<boolean | null> {
  const [row] = await tx.execute<{ can_send: boolean }>(sql`
    SELECT can_send FROM members
    WHERE conversation_id = ${conversationId} AND user_id = ${userId} AND role IS NOT NULL`);
  return row ? row.can_send : null;
}

/** Counts one shared change of a locked conversation. */
export async function raiseVer(
  tx: Tx,
  conversationId: string,
): Promise<{ ver: number; memberIds: string[] }> {
  const [row] = await tx.execute<{ ver: number; member_ids: string[] }>(sql`
    UPDATE conversations SET ver = ver + 1 WHERE id = ${conversationId}
    RETURNING ver, ARRAY(SELECT user_id FROM members
      WHERE conversation_id = ${conversationId} AND role IS NOT NULL ORDER BY user_id) AS member_ids`);
  if (!row) throw new Error("A conversation that was locked is gone.");
  return { ver: row.ver, memberIds: row.member_ids };
}
