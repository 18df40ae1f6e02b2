import type { Conversation, Member, Receipt } from "@parley/protocol/conversations";
import type { Message } from "@parley/protocol/messages";
import type { Settings, User } from "@parley/protocol/profiles";
import type { Clock } from "#kernel/clock";
import type { Database, Executor, Tx } from "#kernel/database";
import type { Feature } from "#kernel/feature";
import type { Transact, Unit } from "#kernel/unit-of-work";

/** Up to which seq, and from where, messages of a conversation are asked for. */
export interface UnreadAsk {
  conversationId: string;
  readSeq: number;
  seq: number;
}

export interface FrozenAsk {
  conversationId: string;
  leftSeq: number;
  leftVer: number;
}

/** What conversations needs of messages, which stands above it. */
export interface MessageReads {
  /** The newest message with `seq` or below. */
  newestOf(
    executor: Executor,
    asks: readonly { conversationId: string; seq: number }[],
  ): Promise<Map<string, Message>>;
  countUnread(
    executor: Executor,
    viewerId: string,
    asks: readonly UnreadAsk[],
  ): Promise<Map<string, number>>;
  /** For those who left: the highest ver among messages up to `leftSeq`, at least `leftVer`, and the time of the newest. */
  frozenStates(
    executor: Executor,
    asks: readonly FrozenAsk[],
  ): Promise<Map<string, { ver: number; at: Date | null }>>;
}

export interface ConversationsDeps {
  db: Database;
  transact: Transact;
  clock: Clock;
  epoch(): string;
  friends: {
    areFriends(executor: Executor, a: string, b: string): Promise<boolean>;
    /** Those among `ids` who block this person or are blocked by them. */
    blocksAmong(
      executor: Executor,
      viewerId: string,
      ids: readonly string[],
    ): Promise<ReadonlySet<string>>;
  };
  profiles: {
    presentUsers(executor: Executor, ids: readonly string[]): Promise<Map<string, User>>;
    settingsOf(executor: Executor, ids: readonly string[]): Promise<Map<string, Settings>>;
  };
  messages: MessageReads;
}

/** A conversation as one person may see it: for somebody who left it ends at `leftSeq`. */
export interface View {
  id: string;
  kind: "direct" | "group";
  title: string | null;
  /** The ver that last touched the conversation's own fields. */
  rowVer: number;
  ver: number;
  seq: number;
  at: Date;
  hasLeft: boolean;
  /** The ver at which the person last became a member. */
  joinVer: number;
  receiptVer: number;
  /** A receipt cursor below this needs all visible receipts anew. */
  visVer: number;
  readSeq: number;
}

/** Reads for catching up; all rows are cut to what the viewer may see. */
export interface ConversationReads {
  /** All conversations of a person, those left included; with `ids` only these. */
  viewsOf(executor: Executor, userId: string, ids?: readonly string[]): Promise<View[]>;
  /** Member rows above `cursor` by conversation, ordered by ver; −1 for all. */
  membersOf(
    executor: Executor,
    viewerId: string,
    asks: readonly { conversationId: string; cursor: number; hasLeft: boolean }[],
  ): Promise<Map<string, Member[]>>;
  /** Receipts that the viewer may see, changed above `cursor`; −1 for all. */
  receiptsOf(
    executor: Executor,
    viewerId: string,
    asks: readonly { conversationId: string; cursor: number; hasLeft: boolean }[],
  ): Promise<Map<string, Receipt[]>>;
}

/** Steps of a change that all members share, in this order and one transaction. */
export interface SharedChanges {
  /** Locks the conversation, then answers whether this member may write; null for non-members. */
  begin(tx: Tx, conversationId: string, userId: string): Promise<{ canSend: boolean } | null>;
  /** Counts the change; answers with its ver and the members to tell. */
  raise(tx: Tx, conversationId: string): Promise<{ ver: number; memberIds: string[] }>;
}

export interface Conversations extends Feature, ConversationReads {
  shared: SharedChanges;
  /** Locks or makes the direct conversation of these two and lets both write. */
  openDirect(unit: Unit, a: string, b: string): Promise<string>;
  lockDirect(unit: Unit, a: string, b: string): Promise<string | null>;
  /** Locks the direct conversation, when there is one, and decides whether its members may write. */
  setDirectWritable(unit: Unit, a: string, b: string, isWritable: boolean): Promise<void>;
  /** After a block or its end: who may see whose receipts has changed between these two. */
  receiptsVisibilityTouched(unit: Unit, a: string, b: string): Promise<void>;
  /** After this person switched receipts on or off. */
  receiptsVisibilityChanged(unit: Unit, userId: string): Promise<void>;
  /** The other members now, none where this person may not write; null when they are not a member. */
  fellowMembers(
    executor: Executor,
    conversationId: string,
    userId: string,
  ): Promise<string[] | null>;
  /** The other one of a direct conversation; null in a group. */
  directPartner(executor: Executor, conversationId: string, userId: string): Promise<string | null>;
  /** Everybody with whom this person has a direct conversation. */
  partnersOf(executor: Executor, userId: string): Promise<string[]>;
  /** The conversation as this person sees it; NOT_FOUND when they never were a member. */
  presentConversation(
    executor: Executor,
    viewerId: string,
    conversationId: string,
  ): Promise<Conversation>;
}
