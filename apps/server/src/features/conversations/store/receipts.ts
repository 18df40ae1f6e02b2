import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Executor, Tx } from "#kernel/database";

export interface Advanced {
  delivered: number;
  read: number;
  /** The conversation's receiptVer of this change; null when nothing moved. */
  receiptVer: number | null;
  hasLeft: boolean;
}

/**
 * Moves a member's cursors forward, never beyond what they may read; null when not a member.
 * The counter is locked before the row, so that receiptVers commit in their order.
 */
export async function writeReceipt(
  tx: Tx,
  { conversationId, userId }: { conversationId: string; userId: string },
  { delivered, read }: { delivered: number; read: number },
): Promise<Advanced | null> {
  const [row] = await tx.execute<{
    delivered: number;
    read: number;
    receipt_ver: number | null;
    has_left: boolean;
  }>(sql`
    WITH mine AS (
      SELECT m.conversation_id, m.user_id, m.role, coalesce(m.left_seq, c.seq) AS last_seq
      FROM members m JOIN conversations c ON c.id = m.conversation_id
      WHERE m.conversation_id = ${conversationId} AND m.user_id = ${userId}
    ), wanted AS (
      SELECT conversation_id, user_id, least(${read}, last_seq) AS read,
        least(greatest(${delivered}::integer, ${read}), last_seq) AS delivered
      FROM mine
    ), news AS (
      SELECT w.* FROM wanted w JOIN receipts r USING (conversation_id, user_id)
      WHERE w.read > r.read OR w.delivered > r.delivered
    ), counted AS (
      UPDATE receipt_counters k SET receipt_ver = k.receipt_ver + 1
      FROM news WHERE k.conversation_id = news.conversation_id
      RETURNING k.conversation_id, k.receipt_ver
    ), written AS (
      UPDATE receipts r SET read = greatest(r.read, news.read),
        delivered = greatest(r.delivered, news.delivered), receipt_ver = counted.receipt_ver
      FROM news JOIN counted USING (conversation_id)
      WHERE r.conversation_id = news.conversation_id AND r.user_id = news.user_id
      RETURNING r.delivered, r.read, r.receipt_ver
    )
    SELECT coalesce(written.delivered, r.delivered) AS delivered, coalesce(written.read, r.read) AS read,
      written.receipt_ver, mine.role IS NULL AS has_left
    FROM mine JOIN receipts r USING (conversation_id, user_id) LEFT JOIN written ON true`);
  if (!row) return null;
  return {
    delivered: row.delivered,
    read: row.read,
    receiptVer: row.receipt_ver,
    hasLeft: row.has_left,
  };
}

export interface ReceiptsAsk {
  conversationId: string;
  /** Receipts changed above this receiptVer; −1 for all. */
  cursor: number;
  hasLeft: boolean;
}

export interface ReceiptRow {
  conversation_id: string;
  user_id: string;
  delivered: number;
  read: number;
  /** How many are members now. */
  active: number;
}

/** Receipts of oneself and of present members, before anybody's wish to hide them is asked. */
export async function readReceipts(
  executor: Executor,
  viewerId: string,
  asks: readonly ReceiptsAsk[],
): Promise<ReceiptRow[]> {
  if (asks.length === 0) return [];
  return executor.execute<ReceiptRow & Record<string, unknown>>(sql`
    SELECT r.conversation_id, r.user_id, r.delivered, r.read, size.active
    FROM unnest(${sql.param(asks.map((ask) => ask.conversationId))}::uuid[],
      ${sql.param(asks.map((ask) => ask.cursor))}::integer[],
      ${sql.param(asks.map((ask) => String(ask.hasLeft)))}::text[]::boolean[]) AS asked (id, cursor, has_left)
    CROSS JOIN LATERAL (SELECT count(*)::integer AS active FROM members a
      WHERE a.conversation_id = asked.id AND a.role IS NOT NULL) AS size
    JOIN receipts r ON r.conversation_id = asked.id AND r.receipt_ver > asked.cursor
    JOIN members m ON m.conversation_id = r.conversation_id AND m.user_id = r.user_id
    WHERE r.user_id = ${viewerId} OR (m.role IS NOT NULL AND NOT asked.has_left)
    ORDER BY r.conversation_id, r.user_id`);
}

/** Remembers that who may see whose receipts has changed in these conversations. */
async function touchVisibility(tx: Tx, conversationIds: SQL): Promise<void> {
  const touched = await tx.execute<{ id: string }>(sql`
    SELECT conversation_id AS id FROM receipt_counters WHERE conversation_id IN (${conversationIds})
    ORDER BY conversation_id FOR NO KEY UPDATE`);
  if (touched.length === 0) return;
  await tx.execute(sql`
    UPDATE receipt_counters SET receipt_ver = receipt_ver + 1, vis_ver = receipt_ver + 1
    WHERE conversation_id = ANY(${sql.param(touched.map(({ id }) => id))}::uuid[])`);
}

/** Between two people: every conversation that both are or were in. */
export async function touchVisibilityBetween(tx: Tx, a: string, b: string): Promise<void> {
  await touchVisibility(
    tx,
    sql`SELECT conversation_id FROM members WHERE user_id = ${a}
        INTERSECT SELECT conversation_id FROM members WHERE user_id = ${b}`,
  );
}

/** Of one person: every conversation they are or were in. */
export async function touchVisibilityOf(tx: Tx, userId: string): Promise<void> {
  await touchVisibility(tx, sql`SELECT conversation_id FROM members WHERE user_id = ${userId}`);
}
