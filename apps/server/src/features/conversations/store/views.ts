import { sql } from "drizzle-orm";
import type { Executor } from "#kernel/database";

/** One person's membership with the conversation as it is now, uncut. */
export interface MembershipRow {
  id: string;
  kind: "direct" | "group";
  title: string | null;
  row_ver: number;
  ver: number;
  seq: number;
  last_at: Date;
  role: "owner" | "admin" | "member" | null;
  join_ver: number;
  left_ver: number | null;
  left_seq: number | null;
  receipt_ver: number;
  vis_ver: number;
  own_receipt_ver: number;
  read: number;
}

/** All conversations of a person, those left included; with `ids` only these. */
export async function readMemberships(
  executor: Executor,
  userId: string,
  ids?: readonly string[],
): Promise<MembershipRow[]> {
  const among = ids ? sql`AND m.conversation_id = ANY(${sql.param([...ids])}::uuid[])` : sql``;
  return executor.execute<MembershipRow & Record<string, unknown>>(sql`
    SELECT c.id, c.kind, c.title, c.row_ver, c.ver, c.seq, c.last_at, m.role, m.join_ver, m.left_ver,
      m.left_seq, k.receipt_ver, k.vis_ver, r.receipt_ver AS own_receipt_ver, r.read
    FROM members m
    JOIN conversations c ON c.id = m.conversation_id
    JOIN receipt_counters k ON k.conversation_id = m.conversation_id
    JOIN receipts r ON r.conversation_id = m.conversation_id AND r.user_id = m.user_id
    WHERE m.user_id = ${userId} ${among}`);
}
