import type { UserChange } from "@parley/protocol/sync";
import type { PresentChange } from "#kernel/changes";
import type { Executor } from "#kernel/database";
import { presentUsers, settingsOf } from "./store.ts";

export type FriendsAmong = (
  executor: Executor,
  viewerId: string,
  ids: readonly string[],
) => Promise<ReadonlySet<string>>;

/**
 * Rows of kind `user`. Whoever came to hold one keeps it, also after a block: the old
 * conversation still names its partner.
 */
export function presentUserChanges(friendsAmong: FriendsAmong): PresentChange {
  return async function present(executor, viewerId, ids) {
    const friends = await friendsAmong(executor, viewerId, ids);
    const rows = new Map<string, UserChange>();
    for (const [id, user] of await presentUsers(executor, ids)) {
      rows.set(id, { ...user, friend: friends.has(id) });
    }
    return rows;
  };
}

/** The row of kind `settings`: one's own, whatever ids are asked for. */
export const presentSettingsChanges: PresentChange = (executor, viewerId, ids) =>
  settingsOf(
    executor,
    ids.filter((id) => id === viewerId),
  );
