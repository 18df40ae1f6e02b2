import type { Message } from "@parley/protocol/messages";
import type { Rows, TableName } from "./rows.ts";

/** Keys as in IndexedDB; a message is `[conversationId, id]`, a change `[kind, id]`. */
export type Key = string | number | readonly [string, string];

/** Which seqs to read: inclusive, ascending; with `limit` from the top when `fromEnd`, else from the bottom. */
export interface SeqSpan {
  conversationId: string;
  from: number;
  to: number;
  limit?: number;
  fromEnd?: boolean;
}

/**
 * Reads within one transaction. Rows are values: never change one that was read or put.
 * Await nothing but the transaction itself inside it.
 */
export interface Reading {
  get<T extends TableName>(table: T, key: Key): Promise<Rows[T] | undefined>;
  /** All rows, ascending by key. */
  all<T extends TableName>(table: T): Promise<Rows[T][]>;
  messageAt(conversationId: string, seq: number): Promise<Message | undefined>;
  messagesIn(span: SeqSpan): Promise<Message[]>;
}

/** Reads and writes within one transaction: all of it is kept, or nothing. */
export interface Writing extends Reading {
  put<T extends TableName>(table: T, row: Rows[T]): Promise<void>;
  remove(table: TableName, key: Key): Promise<void>;
  /** Removes all messages of a conversation. */
  removeMessages(conversationId: string): Promise<void>;
  clear(table: TableName): Promise<void>;
}

/** `strict`: resolves when the data is on disk, for what a person wrote. */
export type Durability = "relaxed" | "strict";

/** What one device keeps of one account. Writing transactions run one after another. */
export interface Store {
  read<T>(work: (tx: Reading) => Promise<T>): Promise<T>;
  /** Commits when `work` resolves; when it throws nothing is kept. */
  write<T>(work: (tx: Writing) => Promise<T>, durability?: Durability): Promise<T>;
  /** Makes sure that the store still answers, and opens it again if not (Safari drops it in the background). */
  probe(): Promise<void>;
  close(): Promise<void>;
  /** Deletes everything and closes. */
  wipe(): Promise<void>;
}
