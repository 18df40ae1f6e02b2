import type { CallSummary } from "@parley/protocol/calls";
import { sql } from "drizzle-orm";

export interface MessageRow extends Record<string, unknown> {
  conversation_id: string;
  id: string;
  sender_id: string;
  seq: number;
  ver: number;
  at: Date;
  kind: string;
  body: string | null;
  lang: string | null;
  reply_to: string | null;
  edited_at: Date | null;
  deleted_at: Date | null;
  call: CallSummary | null;
}

/** The columns of a `MessageRow`, of the table or alias `m`. */
export const COLUMNS = sql`m.conversation_id, m.id, m.sender_id, m.seq, m.ver, m.at, m.kind, m.body,
  m.lang, m.reply_to, m.edited_at, m.deleted_at, m.call`;
