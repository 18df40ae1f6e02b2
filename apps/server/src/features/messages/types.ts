import type { Message } from "@parley/protocol/messages";
import type { User } from "@parley/protocol/profiles";
import type { Conversations, MessageReads } from "#features/conversations";
import type { Database, Executor } from "#kernel/database";
import type { Delivery } from "#kernel/delivery";
import type { Feature } from "#kernel/feature";
import type { HotLimits } from "#kernel/hot-limits";
import type { Log } from "#kernel/log";
import type { Transact } from "#kernel/unit-of-work";

export interface MessagesDeps {
  db: Database;
  transact: Transact;
  delivery: Delivery;
  limits: HotLimits;
  log: Log;
  epoch(): string;
  conversations: Pick<Conversations, "shared" | "viewsOf">;
  profiles: {
    presentUsers(executor: Executor, ids: readonly string[]): Promise<Map<string, User>>;
  };
}

/** Changed messages of one conversation, by ver. */
export interface ChangedMessages {
  messages: Message[];
  /** All that changed above the cursor, counted up to the limit asked for. */
  count: number;
}

/** Reads for catching up; whose conversations these are was asked before. */
export interface MessageChanges extends Pick<MessageReads, "countUnread"> {
  changesOf(
    executor: Executor,
    asks: readonly { conversationId: string; cursor: number }[],
    most: { rows: number; bytes: number; counted: number },
  ): Promise<Map<string, ChangedMessages>>;
  /** The newest `count` messages up to each `seq`, ascending. */
  newestOf(
    executor: Executor,
    asks: readonly { conversationId: string; seq: number }[],
    count: number,
  ): Promise<Map<string, Message[]>>;
}

export interface Messages extends Feature {
  changes: MessageChanges;
}

export type { MessageReads };
