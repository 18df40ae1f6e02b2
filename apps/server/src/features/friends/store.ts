import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Executor, Tx } from "#kernel/database";

export type RequestState = "pending" | "accepted" | "refused" | "cancelled";

export interface RequestRow extends Record<string, unknown> {
  id: string;
  from_id: string;
  to_id: string;
  message: string;
  at: Date;
  state: RequestState;
}

/** Where a page of people begins: the moment in microseconds, then the id. */
export type ListPosition = [moment: number, userId: string];

export interface ListedPerson extends Record<string, unknown> {
  user_id: string;
  moment: number;
}

const REQUEST = sql`id, from_id, to_id, message, at, state`;

/** A condition: neither of the two has blocked the other. */
export function notBlocked(a: SQL, b: SQL): SQL {
  return sql`NOT EXISTS (SELECT 1 FROM blocks
    WHERE (blocker_id = ${a} AND blocked_id = ${b}) OR (blocker_id = ${b} AND blocked_id = ${a}))`;
}

/** Everything between these two waits until the transaction that took this lock has ended. */
export async function lockPair(tx: Tx, a: string, b: string): Promise<void> {
  const pair = a < b ? `friends:${a}:${b}` : `friends:${b}:${a}`;
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${pair}, 0))`);
}

export async function areFriends(executor: Executor, a: string, b: string): Promise<boolean> {
  return (await friendsAmong(executor, a, [b])).has(b);
}

/** Those of `ids` who are this person's friends. */
export async function friendsAmong(
  executor: Executor,
  userId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await executor.execute<{ user_id: string }>(
    sql`SELECT high_id AS user_id FROM friendships
        WHERE low_id = ${userId} AND high_id = ANY(${sql.param(ids)}::uuid[])
        UNION ALL
        SELECT low_id FROM friendships
        WHERE high_id = ${userId} AND low_id = ANY(${sql.param(ids)}::uuid[])`,
  );
  return new Set(rows.map((row) => row.user_id));
}

export async function friendIds(executor: Executor, userId: string): Promise<string[]> {
  const rows = await executor.execute<{ user_id: string }>(
    sql`SELECT high_id AS user_id FROM friendships WHERE low_id = ${userId}
        UNION ALL SELECT low_id FROM friendships WHERE high_id = ${userId}`,
  );
  return rows.map((row) => row.user_id);
}

/** Those of `ids` with whom there is a block, whoever made it. */
export async function blocksAmong(
  executor: Executor,
  userId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await executor.execute<{ user_id: string }>(
    sql`SELECT blocked_id AS user_id FROM blocks
        WHERE blocker_id = ${userId} AND blocked_id = ANY(${sql.param(ids)}::uuid[])
        UNION
        SELECT blocker_id FROM blocks
        WHERE blocked_id = ${userId} AND blocker_id = ANY(${sql.param(ids)}::uuid[])`,
  );
  return new Set(rows.map((row) => row.user_id));
}

/** Those of `ids` whom this person has blocked. */
export async function blockedAmong(
  executor: Executor,
  userId: string,
  ids: readonly string[],
): Promise<string[]> {
  const rows = await executor.execute<{ user_id: string }>(
    sql`SELECT blocked_id AS user_id FROM blocks
        WHERE blocker_id = ${userId} AND blocked_id = ANY(${sql.param(ids)}::uuid[])`,
  );
  return rows.map((row) => row.user_id);
}

export async function insertFriendship(tx: Tx, a: string, b: string): Promise<void> {
  const [low, high] = a < b ? [a, b] : [b, a];
  await tx.execute(sql`INSERT INTO friendships (low_id, high_id) VALUES (${low}, ${high})`);
}

/** False when the two were no friends. */
export async function deleteFriendship(tx: Tx, a: string, b: string): Promise<boolean> {
  const [low, high] = a < b ? [a, b] : [b, a];
  const rows = await tx.execute(
    sql`DELETE FROM friendships WHERE low_id = ${low} AND high_id = ${high} RETURNING low_id`,
  );
  return rows.length === 1;
}

/** False when the block stood already. */
export async function insertBlock(tx: Tx, blockerId: string, blockedId: string): Promise<boolean> {
  const rows = await tx.execute(
    sql`INSERT INTO blocks (blocker_id, blocked_id) VALUES (${blockerId}, ${blockedId})
        ON CONFLICT DO NOTHING RETURNING blocked_id`,
  );
  return rows.length === 1;
}

/** False when there was none. */
export async function deleteBlock(tx: Tx, blockerId: string, blockedId: string): Promise<boolean> {
  const rows = await tx.execute(
    sql`DELETE FROM blocks WHERE blocker_id = ${blockerId} AND blocked_id = ${blockedId}
        RETURNING blocked_id`,
  );
  return rows.length === 1;
}

export async function insertRequest(
  tx: Tx,
  request: { id: string; fromId: string; toId: string; message: string; at: Date },
): Promise<void> {
  await tx.execute(
    sql`INSERT INTO friend_requests (id, from_id, to_id, message, at)
        VALUES (${request.id}, ${request.fromId}, ${request.toId}, ${request.message},
          ${request.at.toISOString()}::timestamptz)`,
  );
}

/** A request as one of its two sides may read it. */
export async function findRequest(
  executor: Executor,
  side: "from_id" | "to_id",
  { id, userId }: { id: string; userId: string },
): Promise<RequestRow | null> {
  const [row] = await executor.execute<RequestRow>(
    sql`SELECT ${REQUEST} FROM friend_requests WHERE id = ${id} AND ${sql.raw(side)} = ${userId}`,
  );
  return row ?? null;
}

/** Requests that wait for an answer and that this person sent or got; all of them without `ids`. */
export async function findPendingRequests(
  executor: Executor,
  userId: string,
  ids?: readonly string[],
): Promise<RequestRow[]> {
  const among = ids ? sql`AND id = ANY(${sql.param(ids)}::uuid[])` : sql``;
  return executor.execute<RequestRow>(
    sql`SELECT ${REQUEST} FROM friend_requests
        WHERE state = 'pending' AND (from_id = ${userId} OR to_id = ${userId}) ${among}
        ORDER BY at DESC, id DESC`,
  );
}

/** The request between two people that waits for an answer, whichever of them asked. */
export async function findRequestBetween(tx: Tx, a: string, b: string): Promise<RequestRow | null> {
  const [row] = await tx.execute<RequestRow>(
    sql`SELECT ${REQUEST} FROM friend_requests WHERE state = 'pending'
          AND LEAST(from_id, to_id) = LEAST(${a}::uuid, ${b}::uuid)
          AND GREATEST(from_id, to_id) = GREATEST(${a}::uuid, ${b}::uuid)`,
  );
  return row ?? null;
}

/** Whether `toId` refused a request of `fromId` after `since`. */
export async function wasRefused(
  tx: Tx,
  { fromId, toId }: { fromId: string; toId: string },
  since: Date,
): Promise<boolean> {
  const rows = await tx.execute(
    sql`SELECT 1 FROM friend_requests WHERE from_id = ${fromId} AND to_id = ${toId}
          AND state = 'refused' AND answered_at > ${since.toISOString()}::timestamptz LIMIT 1`,
  );
  return rows.length > 0;
}

export async function answerRequest(
  tx: Tx,
  id: string,
  { state, at }: { state: RequestState; at: Date },
): Promise<void> {
  await tx.execute(
    sql`UPDATE friend_requests SET state = ${state}, answered_at = ${at.toISOString()}::timestamptz
        WHERE id = ${id}`,
  );
}

/** One's friends, the newest friendship first; one more than `limit` when there is a next page. */
export async function listFriends(
  executor: Executor,
  userId: string,
  page: { after: ListPosition | null; limit: number },
): Promise<ListedPerson[]> {
  const people = sql`SELECT CASE WHEN low_id = ${userId} THEN high_id ELSE low_id END AS user_id, at
    FROM friendships WHERE low_id = ${userId} OR high_id = ${userId}`;
  return listPeople(executor, people, page);
}

/** Whom one has blocked, the newest first. */
export async function listBlocked(
  executor: Executor,
  userId: string,
  page: { after: ListPosition | null; limit: number },
): Promise<ListedPerson[]> {
  const people = sql`SELECT blocked_id AS user_id, at FROM blocks WHERE blocker_id = ${userId}`;
  return listPeople(executor, people, page);
}

async function listPeople(
  executor: Executor,
  people: SQL,
  { after, limit }: { after: ListPosition | null; limit: number },
): Promise<ListedPerson[]> {
  const below = after
    ? sql`WHERE (moment, user_id) < (${after[0]}::bigint, ${after[1]}::uuid)`
    : sql``;
  return executor.execute<ListedPerson>(
    sql`SELECT user_id, moment FROM (
          SELECT user_id, (extract(epoch FROM at) * 1000000)::bigint AS moment FROM (${people}) AS people
        ) AS listed ${below} ORDER BY moment DESC, user_id DESC LIMIT ${limit + 1}`,
  );
}
