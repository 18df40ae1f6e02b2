import { lockProfiles } from "#features/profiles";
import { invalid, notFound } from "#kernel/errors";
import type { Unit } from "#kernel/unit-of-work";
import { endRequest, touchPair } from "./answer-request.ts";
import type { FriendsDeps } from "./deps.ts";
import {
  deleteBlock,
  deleteFriendship,
  findRequestBetween,
  insertBlock,
  lockPair,
} from "./store.ts";

type Deps = Pick<
  FriendsDeps,
  | "transact"
  | "clock"
  | "lockDirect"
  | "setDirectWritable"
  | "receiptsVisibilityTouched"
  | "endCallIn"
  | "relationsChanged"
>;

/**
 * Makes two people invisible to each other. Whoever was blocked may block in turn. Strangers hold
 * nothing of each other, so the one who is blocked hears nothing.
 */
export async function blockUser(deps: Deps, userId: string, otherId: string): Promise<void> {
  if (userId === otherId) throw invalid("userId", "You cannot block yourself.");
  await deps.transact(async (unit) => {
    await lockPair(unit.tx, userId, otherId);
    if (!(await lockProfiles(unit.tx, [otherId])).has(otherId)) throw notFound();
    const conversationId = await deps.lockDirect(unit, userId, otherId);
    if (!(await insertBlock(unit.tx, userId, otherId))) return;
    await endPendingRequest(deps, unit, { userId, otherId });
    const wereFriends = await deleteFriendship(unit.tx, userId, otherId);
    if (conversationId) {
      await deps.setDirectWritable(unit, userId, otherId, false);
      await deps.endCallIn(unit, conversationId);
    }
    await deps.receiptsVisibilityTouched(unit, userId, otherId);
    unit.touch({ userId, kind: "block", id: otherId });
    if (wereFriends || conversationId) touchPair(unit, userId, otherId);
    unit.afterCommit(() => deps.relationsChanged([userId, otherId]));
  });
}

/** Takes a block back; the friendship that it ended does not come back. */
export async function unblockUser(deps: Deps, userId: string, otherId: string): Promise<void> {
  await deps.transact(async (unit) => {
    await lockPair(unit.tx, userId, otherId);
    const conversationId = await deps.lockDirect(unit, userId, otherId);
    if (!(await deleteBlock(unit.tx, userId, otherId))) return;
    await deps.receiptsVisibilityTouched(unit, userId, otherId);
    unit.touch({ userId, kind: "block", id: otherId, gone: true });
    if (conversationId) touchPair(unit, userId, otherId);
    unit.afterCommit(() => deps.relationsChanged([userId, otherId]));
  });
}

/** To the one who asked it looks like a refusal or, if they block, is their own taking back. */
async function endPendingRequest(
  { clock }: Deps,
  unit: Unit,
  { userId, otherId }: { userId: string; otherId: string },
): Promise<void> {
  const request = await findRequestBetween(unit.tx, userId, otherId);
  if (!request) return;
  const state = request.from_id === userId ? "cancelled" : "refused";
  await endRequest(unit, request, { state, at: clock.now() });
}
