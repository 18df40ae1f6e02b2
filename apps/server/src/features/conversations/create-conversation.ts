import { notFound } from "#kernel/errors";
import { openDirect } from "./direct.ts";
import { lockDirect } from "./store/direct.ts";
import type { ConversationsDeps } from "./types.ts";

/** The direct conversation with a friend. Absent, foreign and blocked people are all alike NOT_FOUND. */
export async function createConversation(
  deps: ConversationsDeps,
  viewerId: string,
  otherId: string,
): Promise<string> {
  return deps.transact(async (unit) => {
    await lockDirect(unit.tx, viewerId, otherId);
    // Asked under the lock: a friendship that is just ending does not open the conversation again.
    if (!(await deps.friends.areFriends(unit.tx, viewerId, otherId))) throw notFound();
    const id = await openDirect(deps, unit, { a: viewerId, b: otherId });
    if (!(await deps.friends.areFriends(unit.tx, viewerId, otherId))) throw notFound();
    return id;
  });
}
