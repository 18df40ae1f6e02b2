import { request } from "#kernel/api";

/** Ends the friendship; the conversation stays readable. */
export async function endFriendship(userId: string): Promise<void> {
  await request({ path: `/api/friends/${userId}`, method: "DELETE" });
}

/** Blocks somebody: neither finds nor reaches the other any more. */
export async function blockPerson(userId: string): Promise<void> {
  await request({ path: `/api/blocks/${userId}`, method: "PUT" });
}

/** Takes a block back; the friendship does not return by itself. */
export async function unblockPerson(userId: string): Promise<void> {
  await request({ path: `/api/blocks/${userId}`, method: "DELETE" });
}
