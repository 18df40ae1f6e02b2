import type { Executor } from "#kernel/database";
import { findPendingRequests } from "./store.ts";

/** Requests of this person that wait for an answer, each with its two sides. */
export async function openRequestsOf(
  executor: Executor,
  userId: string,
): Promise<{ id: string; userIds: string[] }[]> {
  const rows = await findPendingRequests(executor, userId);
  return rows.map((row) => ({ id: row.id, userIds: [row.from_id, row.to_id] }));
}
