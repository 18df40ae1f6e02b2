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
  /** Those with whom this person shares a conversation that neither has left. */
  fellowMembers: AmongPeople;
  /** Those with whom there is a block, whoever made it. */
  blocksAmong: AmongPeople;
  settingsOf: (executor: Executor, ids: readonly string[]) => Promise<Map<string, Settings>>;
  /**
   * The other members of a conversation in which this person may write; none where nobody may,
   * null for whoever is no member.
   */
  fellowWriters: (
    executor: Executor,
    userId: string,
    conversationId: string,
  ) => Promise<readonly string[] | null>;
}
