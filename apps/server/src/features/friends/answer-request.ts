import { lockProfiles } from "#features/profiles";
import { notFound } from "#kernel/errors";
import type { Unit } from "#kernel/unit-of-work";
import type { FriendsDeps } from "./deps.ts";
import { checkAnswer } from "./policy.ts";
import { answerRequest, areFriends, findRequest, insertFriendship, lockPair } from "./store.ts";
import type { RequestRow } from "./store.ts";

/** Makes two people friends and opens their conversation, all at once; answers its id. */
export async function acceptRequest(
  deps: Pick<FriendsDeps, "transact" | "clock" | "openDirect" | "relationsChanged">,
  userId: string,
  id: string,
): Promise<string> {
  return deps.transact(async (unit) => {
    const request = await lockRequest(unit, "to_id", { id, userId });
    const { from_id: fromId } = request;
    if (checkAnswer(request.state, "accepted") === "done") {
      if (!(await areFriends(unit.tx, userId, fromId))) throw notFound();
      return deps.openDirect(unit, userId, fromId);
    }
    await lockProfiles(unit.tx, [userId, fromId]);
    const conversationId = await deps.openDirect(unit, userId, fromId);
    await insertFriendship(unit.tx, userId, fromId);
    await endRequest(unit, request, { state: "accepted", at: deps.clock.now() });
    touchPair(unit, userId, fromId);
    unit.afterCommit(() => deps.relationsChanged([userId, fromId]));
    return conversationId;
  });
}

/** Ends a request that one got; the one who asked sees it end and nothing more. */
export async function refuseRequest(
  deps: Pick<FriendsDeps, "transact" | "clock">,
  userId: string,
  id: string,
): Promise<void> {
  await deps.transact(async (unit) => {
    const request = await lockRequest(unit, "to_id", { id, userId });
    if (checkAnswer(request.state, "refused") === "done") return;
    await endRequest(unit, request, { state: "refused", at: deps.clock.now() });
  });
}

/** Takes a request of one's own back. */
export async function cancelRequest(
  deps: Pick<FriendsDeps, "transact" | "clock">,
  userId: string,
  id: string,
): Promise<void> {
  await deps.transact(async (unit) => {
    const request = await lockRequest(unit, "from_id", { id, userId });
    if (checkAnswer(request.state, "cancelled") === "done") return;
    await endRequest(unit, request, { state: "cancelled", at: deps.clock.now() });
  });
}

/** Reads the request twice: first to learn whose it is, then as it stands under the pair's lock. */
async function lockRequest(
  { tx }: Unit,
  side: "from_id" | "to_id",
  who: { id: string; userId: string },
): Promise<RequestRow> {
  const found = await findRequest(tx, side, who);
  if (!found) throw notFound();
  await lockPair(tx, found.from_id, found.to_id);
  const current = await findRequest(tx, side, who);
  if (!current) throw notFound();
  return current;
}

/** Takes a request away from both sides. */
export async function endRequest(
  unit: Unit,
  request: RequestRow,
  answer: Parameters<typeof answerRequest>[2],
): Promise<void> {
  await answerRequest(unit.tx, request.id, answer);
  for (const userId of [request.from_id, request.to_id]) {
    unit.touch({ userId, kind: "request", id: request.id, gone: true });
  }
}

/** Both hold each other's profile, and it says anew whether they are friends. */
export function touchPair(unit: Unit, a: string, b: string): void {
  unit.touch({ userId: a, kind: "user", id: b });
  unit.touch({ userId: b, kind: "user", id: a });
}
