import { sql } from "drizzle-orm";
import type { Executor } from "#kernel/database";

export interface NewRow {
  senderId: string;
  conversationId: string;
  id: string;
  kind: string;
  body: string;
  lang: string | null;
}

/** One row of `send_messages`; see the function for what each outcome carries. */
export interface SentRow extends Record<string, unknown> {
  outcome: "sent" | "duplicate" | "taken" | "cannot_write" | "not_member";
  seq: number;
  ver: number;
  at: Date;
  row_ver: number;
  row_kind: string;
  row_body: string | null;
  row_lang: string | null;
  row_reply_to: string | null;
  row_edited_at: Date | null;
  row_deleted_at: Date | null;
  member_ids: string[] | null;
}

/**
 * Stores a batch in one transaction and one round trip; answers in the order given.
 * Called outside a transaction, the call itself is one and has committed when it answers.
 */
export async function insertMessages(
  executor: Executor,
  rows: readonly NewRow[],
): Promise<SentRow[]> {
  return executor.execute<SentRow>(sql`
    SELECT outcome, seq, ver, at, row_ver, row_kind, row_body, row_lang, row_reply_to,
      row_edited_at, row_deleted_at, member_ids
    FROM send_messages(
      ${sql.param(rows.map((row) => row.senderId))}::uuid[],
      ${sql.param(rows.map((row) => row.conversationId))}::uuid[],
      ${sql.param(rows.map((row) => row.id))}::uuid[],
      ${sql.param(rows.map((row) => row.kind))}::text[],
      ${sql.param(rows.map((row) => row.body))}::text[],
      ${sql.param(rows.map((row) => row.lang))}::text[])
    ORDER BY place`);
}
