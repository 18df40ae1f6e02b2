import type { Conversation } from "@parley/protocol/conversations";
import type { Changes } from "#kernel/changes";
import type { Clock } from "#kernel/clock";
import type { Database, Executor } from "#kernel/database";
import type { Limits } from "#kernel/limits";
import type { Transact, Unit } from "#kernel/unit-of-work";

/** What friendships ask of conversations, always before they touch people. */
export interface DirectConversations {
  /** Locks the direct conversation of two people, made if there is none, and lets both write. */
  openDirect: (unit: Unit, a: string, b: string) => Promise<string>;
  /** Locks it if there is one. */
  lockDirect: (unit: Unit, a: string, b: string) => Promise<string | null>;
  setDirectWritable(unit: Unit, a: string, b: string, isWritable: boolean): Promise<void>;
  /** Whether these two see each other's receipts has changed, in all they share. */
  receiptsVisibilityTouched: (unit: Unit, a: string, b: string) => Promise<void>;
}

export interface FriendsDeps extends DirectConversations {
  db: Database;
  transact: Transact;
  changes: Changes;
  limits: Limits;
  clock: Clock;
  presentConversation: (
    executor: Executor,
    viewerId: string,
    conversationId: string,
  ) => Promise<Conversation>;
  /** Ends the live call of a conversation that is locked, because these two may no longer talk. */
  endCallIn: (unit: Unit, conversationId: string) => Promise<void>;
  /** Told after commit: what these two may see of each other is different now. */
  relationsChanged: (userIds: readonly string[]) => void;
}
