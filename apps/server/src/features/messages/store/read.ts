import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Executor } from "#kernel/database";
import { COLUMNS } from "./rows.ts";
import type { MessageRow } from "./rows.ts";

/** More unread than this is not counted. */
const MOST_UNREAD = 1_000;

/** Messages with `from <= seq <= to`, ascending. */
export async function readRange(
  executor: Executor,
  conversationId: string,
  { from, to }: { from: number; to: number },
): Promise<MessageRow[]> {
  return executor.execute<MessageRow>(sql`
    SELECT ${COLUMNS} FROM messages m
    WHERE m.conversation_id = ${conversationId} AND m.seq BETWEEN ${from} AND ${to} ORDER BY m.seq`);
}

/** The newest `count` messages up to each `seq`, ascending; the limit keeps the planner at the index. */
export async function readNewest(
  executor: Executor,
  asks: readonly { conversationId: string; seq: number }[],
  count: number,
): Promise<MessageRow[]> {
  return executor.execute<MessageRow>(sql`
    SELECT ${COLUMNS} FROM ${asked(asks, { seq: (ask) => ask.seq })}
    CROSS JOIN LATERAL (
      SELECT * FROM messages WHERE conversation_id = asked.id AND seq <= asked.seq
      ORDER BY seq DESC LIMIT ${count}
    ) AS m
    ORDER BY m.conversation_id, m.seq`);
}

/**
 * For each conversation the first `rows` messages changed above `cursor`, by ver, and of these
 * the first `bytes` of text: at least one, and no page of long texts fills the memory.
 */
export async function readChanged(
  executor: Executor,
  asks: readonly { conversationId: string; cursor: number }[],
  most: { rows: number; bytes: number },
): Promise<MessageRow[]> {
  return executor.execute<MessageRow>(sql`
    SELECT ${COLUMNS} FROM ${asked(asks, { cursor: (ask) => ask.cursor })}
    CROSS JOIN LATERAL (
      SELECT page.*, sum(octet_length(coalesce(page.body, ''))) OVER (ORDER BY page.ver)
        - octet_length(coalesce(page.body, '')) AS bytes_before
      FROM (SELECT * FROM messages WHERE conversation_id = asked.id AND ver > asked.cursor
            ORDER BY ver LIMIT ${most.rows}) AS page
    ) AS m
    WHERE m.bytes_before < ${most.bytes}
    ORDER BY m.conversation_id, m.ver`);
}

/** How many messages changed above each `cursor`, counted up to `most`. */
export async function countChanged(
  executor: Executor,
  asks: readonly { conversationId: string; cursor: number }[],
  most: number,
): Promise<Map<string, number>> {
  return countEach(
    executor,
    asked(asks, { cursor: (ask) => ask.cursor }),
    sql`SELECT 1 FROM messages m WHERE m.conversation_id = asked.id AND m.ver > asked.cursor LIMIT ${most}`,
  );
}

/** Unread by its definition: above the read cursor, not one's own, not system, not deleted. */
export async function countUnread(
  executor: Executor,
  viewerId: string,
  asks: readonly { conversationId: string; readSeq: number; seq: number }[],
): Promise<Map<string, number>> {
  const behind = asks.filter(({ readSeq, seq }) => readSeq < seq);
  if (behind.length === 0) return new Map();
  return countEach(
    executor,
    asked(behind, { read_seq: (ask) => ask.readSeq, seq: (ask) => ask.seq }),
    sql`SELECT 1 FROM messages m
        WHERE m.conversation_id = asked.id AND m.seq > asked.read_seq AND m.seq <= asked.seq
          AND m.sender_id <> ${viewerId} AND m.kind <> 'system' AND m.deleted_at IS NULL
        LIMIT ${MOST_UNREAD}`,
  );
}

/** The highest ver that a member who left has to hear of, and the time of the newest message they see. */
export async function readFrozenStates(
  executor: Executor,
  asks: readonly { conversationId: string; leftSeq: number; leftVer: number }[],
): Promise<Map<string, { ver: number; at: Date | null }>> {
  const rows = await executor.execute<{ id: string; ver: number; at: Date | null }>(sql`
    SELECT asked.id, greatest(asked.left_ver, (SELECT max(m.ver) FROM messages m
        WHERE m.conversation_id = asked.id AND m.ver > m.first_ver AND m.ver > asked.left_ver
          AND m.seq <= asked.left_seq)) AS ver,
      (SELECT m.at FROM messages m WHERE m.conversation_id = asked.id AND m.seq = asked.left_seq) AS at
    FROM ${asked(asks, { left_seq: (ask) => ask.leftSeq, left_ver: (ask) => ask.leftVer })}`);
  return new Map(rows.map(({ id, ver, at }) => [id, { ver, at }]));
}

/** The conversations asked for with their numbers, as a table `asked (id, …)`. */
function asked<T extends { conversationId: string }>(
  asks: readonly T[],
  numbers: Record<string, (ask: T) => number>,
): SQL {
  const names = Object.keys(numbers);
  const lists = Object.values(numbers).map(
    (read) => sql`${sql.param(asks.map((ask) => read(ask)))}::integer[]`,
  );
  const ids = sql`${sql.param(asks.map((ask) => ask.conversationId))}::uuid[]`;
  return sql`unnest(${sql.join([ids, ...lists], sql`, `)}) AS asked (${sql.raw(["id", ...names].join(", "))})`;
}

async function countEach(
  executor: Executor,
  from: SQL,
  limited: SQL,
): Promise<Map<string, number>> {
  const rows = await executor.execute<{ id: string; count: number }>(sql`
    SELECT asked.id, counted.count FROM ${from}
    CROSS JOIN LATERAL (SELECT count(*)::integer AS count FROM (${limited}) AS found) AS counted`);
  return new Map(rows.map(({ id, count }) => [id, count]));
}
