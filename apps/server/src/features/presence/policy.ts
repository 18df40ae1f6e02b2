import type { Settings } from "@parley/protocol/profiles";

/** How a viewer stands to somebody whose presence they ask for. All of it holds in both directions. */
export interface Relation {
  areFriends: boolean;
  areFellows: boolean;
  isBlocked: boolean;
  mine: Pick<Settings, "presence"> | undefined;
  theirs: Pick<Settings, "presence"> | undefined;
}

/** Who sees whether somebody is online: whoever hides their own presence sees nobody's. */
export function canSeePresence(relation: Relation): boolean {
  const { areFriends, areFellows, isBlocked, mine, theirs } = relation;
  if (isBlocked || !(areFriends || areFellows)) return false;
  return Boolean(mine?.presence && theirs?.presence);
}

/** Who sees that somebody is writing: whoever hides their own typing sees nobody's. */
export function canSeeTyping(relation: {
  isBlocked: boolean;
  mine: Pick<Settings, "typing"> | undefined;
  theirs: Pick<Settings, "typing"> | undefined;
}): boolean {
  return !relation.isBlocked && Boolean(relation.mine?.typing && relation.theirs?.typing);
}
