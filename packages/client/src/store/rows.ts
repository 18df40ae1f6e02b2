import type { ConversationRow, Member, Receipt } from "@parley/protocol/conversations";
import type { Message } from "@parley/protocol/messages";
import type { Me, User } from "@parley/protocol/profiles";
import type { Change } from "@parley/protocol/sync";

/** Seqs held without a gap, inclusive; empty when `to` is below `from`. */
export type Range = readonly [from: number, to: number];

/** All of a conversation but its messages. */
export interface ConversationState {
  id: string;
  /** The cursor: every change up to here is held, or lies in a hole. */
  ver: number;
  receiptVer: number;
  /** The last seq within the cursor. */
  seq: number;
  /** The seq of the last head: below it, a stored neighbour may lack what happened to it. */
  floor: number;
  /** Ascending, apart from each other by at least one seq. */
  ranges: readonly Range[];
  row: ConversationRow | null;
  members: Readonly<Record<string, Member>>;
  receipts: Readonly<Record<string, Receipt>>;
  readSeq: number;
  /** The highest message of somebody else that this device has committed. */
  deliveredSeq: number;
  /** What the server is known to have of this person's own receipt. */
  confirmed: { delivered: number; read: number };
  unread: number;
  /** True when `unread` may be wrong: the next sync asks for it. */
  isUnreadStale: boolean;
  /** A new number each time this conversation is replaced whole; late answers are told apart by it. */
  edition: number;
  /** Rises with every write within an edition. */
  revision: number;
  /** The highest seq that has been announced or was seen before. */
  announcedSeq: number;
  /** The newest message held. */
  last: Message | null;
}

/** A command that waits to be acknowledged, one message each. */
export type Command =
  | { kind: "send"; body: string; lang: string | null }
  /** `baseVer` null: taken from the acknowledgement before it. */
  | { kind: "edit"; body: string; lang: string | null; baseVer: number | null }
  | { kind: "delete" };

export interface OutboxRow {
  /** Order: first in, first out within a conversation. */
  n: number;
  conversationId: string;
  messageId: string;
  command: Command;
  /** Local clock, milliseconds. */
  queuedAt: number;
  /** Once true, the server may have seen it: it is no longer rewritten. */
  isAttempted: boolean;
  /** Offered again after a reset: a conflict takes the server's ver and goes on. */
  isReoffered: boolean;
  /** How often the connection was cut while this was in flight. */
  cuts: number;
  failure: { code: string; message: string } | null;
}

/** A command acknowledged lately: offered again after a reset, shown until its row arrives. */
export interface AckedRow {
  n: number;
  conversationId: string;
  messageId: string;
  command: Command;
  /** Local clock, milliseconds. */
  ackedAt: number;
  ver: number;
  /** Only of a send: the server's time. */
  at: string | null;
}

export interface DraftRow {
  conversationId: string;
  text: string;
}

/** Single values. */
export type MetaRow =
  | { key: "sync"; epoch: string | null; userVer: number; editions: number }
  | { key: "leader"; fence: number }
  | { key: "order"; last: number }
  | { key: "clock"; offsetMs: number }
  /** `settingsVer`: settings rows above it are newer than those in `me`. */
  | { key: "me"; me: Me; settingsVer: number };

export interface Rows {
  meta: MetaRow;
  conversations: ConversationState;
  messages: Message;
  people: User;
  changes: Change;
  outbox: OutboxRow;
  acked: AckedRow;
  drafts: DraftRow;
}

export type TableName = keyof Rows;

export const TABLES = [
  "meta",
  "conversations",
  "messages",
  "people",
  "changes",
  "outbox",
  "acked",
  "drafts",
] as const satisfies readonly TableName[];
