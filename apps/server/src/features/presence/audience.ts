import type { PresenceDeps } from "./deps.ts";
import { canSeePresence, canSeeTyping } from "./policy.ts";

type Deps = Pick<
  PresenceDeps,
  "db" | "friendsAmong" | "fellowsAmong" | "blocksAmong" | "settingsOf" | "fellowMembers"
>;

/** Those of `ids` between whom and this person presence is shown; the relation is mutual. */
export async function findVisible(
  deps: Deps,
  userId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const others = ids.filter((id) => id !== userId);
  if (others.length === 0) return new Set();
  const [friends, fellows, blocked, settings] = await Promise.all([
    deps.friendsAmong(deps.db, userId, others),
    deps.fellowsAmong(deps.db, userId, others),
    deps.blocksAmong(deps.db, userId, others),
    deps.settingsOf(deps.db, [userId, ...others]),
  ]);
  const visible = others.filter((id) =>
    canSeePresence({
      areFriends: friends.has(id),
      areFellows: fellows.has(id),
      isBlocked: blocked.has(id),
      mine: settings.get(userId),
      theirs: settings.get(id),
    }),
  );
  return new Set(visible);
}

/** Who is to see that this person writes in a conversation; null for whoever is no member of it. */
export async function findTypingAudience(
  deps: Deps,
  userId: string,
  conversationId: string,
): Promise<string[] | null> {
  const others = await deps.fellowMembers(deps.db, conversationId, userId);
  if (!others) return null;
  if (others.length === 0) return [];
  const [blocked, settings] = await Promise.all([
    deps.blocksAmong(deps.db, userId, others),
    deps.settingsOf(deps.db, [userId, ...others]),
  ]);
  return others.filter((id) =>
    canSeeTyping({
      isBlocked: blocked.has(id),
      mine: settings.get(userId),
      theirs: settings.get(id),
    }),
  );
}
