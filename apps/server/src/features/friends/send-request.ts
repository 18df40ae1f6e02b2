import type { FriendRequest, SendRequest } from "@parley/protocol/friends";
import { lockProfiles } from "#features/profiles";
import { invalid } from "#kernel/errors";
import { newId } from "#kernel/ids";
import type { Unit } from "#kernel/unit-of-work";
import type { FriendsDeps } from "./deps.ts";
import { checkMayAsk, REFUSAL_HOLDS_MS, REQUESTS_A_DAY, REQUESTS_TO_ONE_A_DAY } from "./policy.ts";
import { presentRequests } from "./present.ts";
import {
  areFriends,
  blocksAmong,
  findPendingRequests,
  findRequestBetween,
  insertRequest,
  lockPair,
  wasRefused,
} from "./store.ts";

type Deps = Pick<FriendsDeps, "transact" | "limits" | "clock">;

/** Asks somebody to become friends, with a first line. Only requests that were made count for the limits. */
export async function sendRequest(
  deps: Deps,
  fromId: string,
  { userId: toId, message }: SendRequest,
): Promise<FriendRequest> {
  if (fromId === toId) throw invalid("userId", "You cannot ask yourself.");
  return deps.transact(async (unit) => {
    await lockPair(unit.tx, fromId, toId);
    await checkRelation(deps, unit, { fromId, toId });
    await takeLimits(deps, unit, { fromId, toId });
    const at = deps.clock.now();
    const id = newId(at.getTime());
    await insertRequest(unit.tx, { id, fromId, toId, message, at });
    for (const userId of [fromId, toId]) unit.touch({ userId, kind: "request", id });
    const [request] = await presentRequests(
      unit.tx,
      await findPendingRequests(unit.tx, fromId, [id]),
    );
    if (!request) throw new Error("The request just made cannot be read.");
    return request;
  });
}

async function checkRelation(
  { clock }: Deps,
  { tx }: Unit,
  pair: { fromId: string; toId: string },
): Promise<void> {
  const { fromId, toId } = pair;
  const refusedSince = new Date(clock.now().getTime() - REFUSAL_HOLDS_MS);
  checkMayAsk({
    isSelf: fromId === toId,
    exists: (await lockProfiles(tx, [fromId, toId])).has(toId),
    isBlocked: (await blocksAmong(tx, fromId, [toId])).has(toId),
    areFriends: await areFriends(tx, fromId, toId),
    hasPendingRequest: (await findRequestBetween(tx, fromId, toId)) !== null,
    wasRefused: await wasRefused(tx, pair, refusedSince),
  });
}

async function takeLimits(
  { limits }: Deps,
  { tx }: Unit,
  { fromId, toId }: { fromId: string; toId: string },
): Promise<void> {
  await limits.take(tx, { key: `friend-request:user:${fromId}`, ...REQUESTS_A_DAY });
  await limits.take(tx, {
    key: `friend-request:pair:${fromId}:${toId}`,
    ...REQUESTS_TO_ONE_A_DAY,
  });
}
