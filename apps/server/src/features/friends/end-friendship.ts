import { notFound } from "#kernel/errors";
import { touchPair } from "./answer-request.ts";
import type { FriendsDeps } from "./deps.ts";
import { deleteFriendship, lockPair } from "./store.ts";

type Deps = Pick<
  FriendsDeps,
  "transact" | "lockDirect" | "setDirectWritable" | "endCallIn" | "relationsChanged"
>;

/** Ends a friendship: the conversation stays readable, nobody can write to it. */
export async function endFriendship(deps: Deps, userId: string, friendId: string): Promise<void> {
  await deps.transact(async (unit) => {
    await lockPair(unit.tx, userId, friendId);
    const conversationId = await deps.lockDirect(unit, userId, friendId);
    if (!(await deleteFriendship(unit.tx, userId, friendId))) throw notFound();
    if (conversationId) {
      await deps.setDirectWritable(unit, userId, friendId, false);
      await deps.endCallIn(unit, conversationId);
    }
    touchPair(unit, userId, friendId);
    unit.afterCommit(() => deps.relationsChanged([userId, friendId]));
  });
}
