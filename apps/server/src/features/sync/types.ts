import type { User } from "@parley/protocol/profiles";
import type { Conversations } from "#features/conversations";
import type { Messages } from "#features/messages";
import type { Changes } from "#kernel/changes";
import type { Clock } from "#kernel/clock";
import type { Database, Executor } from "#kernel/database";
import type { Doorway } from "#kernel/realtime/doorway";

export interface SyncLimits {
  /** More changed rows than this come as a head. */
  deltaRows: number;
  /** Rows in a page of a delta, which never ends inside a ver. */
  pageRows: number;
  headMessages: number;
}

export interface SyncDeps {
  db: Database;
  clock: Clock;
  epoch(): string;
  limits: SyncLimits;
  /** Nobody new is let in while many catch up. */
  doorway: Pick<Doorway, "serve">;
  /** What concerns the person themselves. */
  changes: Pick<Changes, "since">;
  conversations: Pick<Conversations, "viewsOf" | "membersOf" | "receiptsOf">;
  messages: Messages["changes"];
  profiles: {
    presentUsers(executor: Executor, ids: readonly string[]): Promise<Map<string, User>>;
  };
}
