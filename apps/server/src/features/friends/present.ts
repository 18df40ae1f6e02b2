import type { FriendRequest } from "@parley/protocol/friends";
import type { User } from "@parley/protocol/profiles";
import { presentUsers } from "#features/profiles";
import type { PresentChange } from "#kernel/changes";
import type { Executor } from "#kernel/database";
import { blockedAmong, findPendingRequests } from "./store.ts";
import type { RequestRow } from "./store.ts";

/** Requests with both people in full. */
export async function presentRequests(
  executor: Executor,
  rows: readonly RequestRow[],
): Promise<FriendRequest[]> {
  const ids = new Set(rows.flatMap((row) => [row.from_id, row.to_id]));
  const users = await presentUsers(executor, [...ids]);
  return rows.flatMap((row) => presentRequest(row, users) ?? []);
}

function presentRequest(row: RequestRow, users: Map<string, User>): FriendRequest | null {
  const from = users.get(row.from_id);
  const to = users.get(row.to_id);
  if (!from || !to) return null;
  return { id: row.id, from, to, message: row.message, at: row.at.toISOString() };
}

/** Rows of kind `request`: those that still wait, for the two sides alone. */
export const presentRequestChanges: PresentChange = async (executor, viewerId, ids) => {
  const requests = await presentRequests(
    executor,
    await findPendingRequests(executor, viewerId, ids),
  );
  return new Map(requests.map((request) => [request.id, request]));
};

/** Rows of kind `block`: whom the viewer has blocked, never who blocked the viewer. */
export const presentBlockChanges: PresentChange = async (executor, viewerId, ids) => {
  const blocked = await blockedAmong(executor, viewerId, ids);
  return new Map(blocked.map((userId) => [userId, { userId }]));
};
