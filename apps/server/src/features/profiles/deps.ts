import type { Role } from "@parley/protocol/profiles";
import type { SQL } from "drizzle-orm";
import type { Changes } from "#kernel/changes";
import type { Database, Executor } from "#kernel/database";
import type { FriendsAmong } from "./present-changes.ts";
import type { UpdateMeDeps } from "./update-me.ts";

export interface ProfilesDeps extends UpdateMeDeps {
  db: Database;
  changes: Changes;
  /** What the account adds to one's own profile. */
  accountOf: (executor: Executor, userId: string) => Promise<{ email: string; role: Role }>;
  friendsAmong: FriendsAmong;
  /** A condition: the viewer may see the person whose id stands in `userId`. */
  visibleTo: (viewerId: string, userId: SQL) => SQL;
}
