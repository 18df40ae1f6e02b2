import type { Settings } from "@parley/protocol/profiles";
import type { Clock } from "#kernel/clock";
import type { Database, Executor } from "#kernel/database";
import type { Delivery } from "#kernel/delivery";
import type { Log } from "#kernel/log";

export type AmongPeople = (
  executor: Executor,
  userId: string,
  ids: readonly string[],
) => Promise<ReadonlySet<string>>;

export interface PresenceDeps {
  db: Database;
  delivery: Delivery;
  clock: Clock;
  log: Log;
  /** False lifts the limit on typing. */
  isLimited: boolean;
  friendsAmong: AmongPeople;
  /** Those with whom this person is in a conversation. */
  fellowsAmong: AmongPeople;
  /** Those with whom there is a block, whoever made it. */
  blocksAmong: AmongPeople;
  settingsOf: (executor: Executor, ids: readonly string[]) => Promise<Map<string, Settings>>;
  /** The other members of a conversation, none where this person may not write; null for whoever is no member. */
  fellowMembers: (
    executor: Executor,
    conversationId: string,
    userId: string,
  ) => Promise<readonly string[] | null>;
}
