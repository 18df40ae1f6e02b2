import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { isMember } from "#features/conversations";
import { isMessage } from "#features/messages";
import type { Executor, Tx } from "#kernel/database";
import type { CallRecord, Participant } from "./types.ts";

interface CallRow extends Record<string, unknown> {
  id: string;
  conversation_id: string;
  media: CallRecord["media"];
  call_state: CallRecord["state"];
  reason: CallRecord["reason"];
  version: number;
  epoch: number;
  transport: CallRecord["transport"];
  started_by: string;
  ring_until: Date | null;
  started_at: Date | null;
  ended_at: Date | null;
  user_id: string;
  state: Participant["state"];
  join_id: string | null;
  device: string | null;
  lease_until: Date | null;
  mic: boolean;
  cam: boolean;
  screen: boolean;
  hand: boolean;
}

/** Where a page of calls begins: the end in microseconds, then the id. */
export type ListPosition = [moment: number, callId: string];

const COLUMNS = sql`c.id, c.conversation_id, c.media, c.state AS call_state, c.reason, c.version, c.epoch,
  c.transport, c.started_by, c.ring_until, c.started_at, c.ended_at, p.user_id, p.state, p.join_id,
  p.device, p.lease_until, p.mic, p.cam, p.screen, p.hand`;

/** States in which a person is busy. */
const LIVE = sql`state IN ('ringing', 'joined')`;

async function readCalls(executor: Executor, rest: SQL): Promise<CallRecord[]> {
  const rows = await executor.execute<CallRow>(sql`
    SELECT ${COLUMNS} FROM calls c JOIN call_participants p ON p.call_id = c.id ${rest}`);
  const calls = new Map<string, CallRecord>();
  for (const row of rows) {
    const call = calls.get(row.id) ?? toRecord(row);
    call.participants.push(toParticipant(row));
    calls.set(row.id, call);
  }
  return [...calls.values()];
}

/** The call as one of its people, a member still, may see it. */
export async function findCall(
  executor: Executor,
  { callId, userId }: { callId: string; userId: string },
): Promise<CallRecord | null> {
  const [call] = await readCalls(
    executor,
    sql`WHERE c.id = ${callId} AND ${isMember(sql`c.conversation_id`, userId)}
          AND EXISTS (SELECT 1 FROM call_participants mine WHERE mine.call_id = c.id AND mine.user_id = ${userId})
        ORDER BY p.user_id`,
  );
  return call ?? null;
}

/** The call under the lock of its conversation; heartbeats wait until the transaction ends. */
export async function readLocked(tx: Tx, callId: string): Promise<CallRecord | null> {
  const [call] = await readCalls(
    tx,
    sql`WHERE c.id = ${callId} ORDER BY p.user_id FOR NO KEY UPDATE OF p`,
  );
  return call ?? null;
}

export async function findLiveIn(tx: Tx, conversationId: string): Promise<CallRecord | null> {
  const [call] = await readCalls(
    tx,
    sql`WHERE c.conversation_id = ${conversationId} AND c.state <> 'ended'
        ORDER BY p.user_id FOR NO KEY UPDATE OF p`,
  );
  return call ?? null;
}

export async function findLiveOf(executor: Executor, userId: string): Promise<CallRecord | null> {
  const [call] = await readCalls(
    executor,
    sql`WHERE c.id = (SELECT call_id FROM call_participants WHERE user_id = ${userId} AND ${LIVE})
        ORDER BY p.user_id`,
  );
  return call ?? null;
}

/** A page of a person's calls that have ended, the newest first. */
export async function listEnded(
  executor: Executor,
  userId: string,
  { after, limit }: { after: ListPosition | null; limit: number },
): Promise<{ call: CallRecord; moment: number }[]> {
  const places = await executor.execute<{ call_id: string; moment: number }>(sql`
    SELECT call_id, (extract(epoch FROM ended_at) * 1000000)::bigint AS moment FROM call_participants
    WHERE user_id = ${userId} AND ended_at IS NOT NULL
      AND (${after === null} OR (ended_at, call_id) < (
        timestamptz 'epoch' + ${after?.[0] ?? 0}::bigint * interval '1 microsecond', ${after?.[1] ?? null}::uuid))
    ORDER BY ended_at DESC, call_id DESC LIMIT ${limit}`);
  if (places.length === 0) return [];
  const ids = places.map((place) => place.call_id);
  const calls = await readCalls(
    executor,
    sql`WHERE c.id = ANY(${sql.param(ids)}::uuid[]) ORDER BY p.user_id`,
  );
  const byId = new Map(calls.map((call) => [call.id, call]));
  return places.flatMap(({ call_id, moment }) => {
    const call = byId.get(call_id);
    return call ? { call, moment } : [];
  });
}

/** False when the id is taken. */
export async function insertCall(tx: Tx, call: CallRecord): Promise<boolean> {
  const rows = await tx.execute(sql`
    INSERT INTO calls (id, conversation_id, media, state, version, epoch, transport, started_by, ring_until)
    SELECT ${call.id}::uuid, ${call.conversationId}::uuid, ${call.media}, ${call.state}, ${call.version}::integer,
      ${call.epoch}::integer, ${call.transport}, ${call.startedBy}::uuid, ${call.ringUntil}::timestamptz
    WHERE NOT ${isMessage(call.conversationId, call.id)}
    ON CONFLICT (id) DO NOTHING RETURNING id`);
  return rows.length === 1;
}

/** False when this person is busy; waits for whoever makes them busy just now. */
export async function insertParticipant(
  tx: Tx,
  callId: string,
  participant: Participant,
): Promise<boolean> {
  const { userId, state, joinId, device, leaseUntil } = participant;
  const rows = await tx.execute(sql`
    INSERT INTO call_participants (call_id, user_id, state, join_id, device, lease_until)
    VALUES (${callId}, ${userId}, ${state}, ${joinId}::uuid, ${device}, ${leaseUntil}::timestamptz)
    ON CONFLICT (user_id) WHERE ${LIVE} DO NOTHING RETURNING user_id`);
  return rows.length === 1;
}

/** Compare and set: false when the call is no longer what `before` says. */
export async function saveCall(tx: Tx, before: CallRecord, after: CallRecord): Promise<boolean> {
  const rows = await tx.execute(sql`
    UPDATE calls SET state = ${after.state}, reason = ${after.reason}, version = ${after.version},
      epoch = ${after.epoch}, transport = ${after.transport}, ring_until = ${after.ringUntil}::timestamptz,
      started_at = ${after.startedAt}::timestamptz, ended_at = ${after.endedAt}::timestamptz
    WHERE id = ${before.id} AND version = ${before.version} RETURNING id`);
  if (rows.length === 0) return false;
  for (const [index, one] of after.participants.entries()) {
    if (one === before.participants[index] && after.state !== "ended") continue;
    await saveParticipant(tx, after, one);
  }
  return true;
}

async function saveParticipant(tx: Tx, call: CallRecord, one: Participant): Promise<void> {
  await tx.execute(sql`
    UPDATE call_participants SET state = ${one.state}, join_id = ${one.joinId}::uuid, device = ${one.device},
      lease_until = ${one.leaseUntil}::timestamptz, mic = ${one.mic}, cam = ${one.cam},
      screen = ${one.screen}, hand = ${one.hand}, ended_at = ${call.endedAt}::timestamptz,
      is_unseen = ${isMissed(call, one)}
    WHERE call_id = ${call.id} AND user_id = ${one.userId}`);
}

/** Whether this person finds a missed call; one that a block ended is none. */
export function isMissed(call: CallRecord, { state }: Participant): boolean {
  if (call.state !== "ended" || call.reason === "not-allowed") return false;
  return state === "missed" || state === "busy";
}

export async function renewLease(
  executor: Executor,
  { callId, userId, device }: { callId: string; userId: string; device: string },
  until: Date,
): Promise<void> {
  await executor.execute(sql`
    UPDATE call_participants SET lease_until = ${until}::timestamptz
    WHERE call_id = ${callId} AND user_id = ${userId} AND device = ${device} AND state = 'joined'`);
}

/**
 * Locks the conversation of one call whose ring is over, or with `leases` whose devices are all
 * gone, and names the call. Conversations that somebody holds are left for the next time.
 */
export async function lockOneDue(
  tx: Tx,
  { now, leases, except }: { now: Date; leases: boolean; except: readonly string[] },
): Promise<string | null> {
  const isOver = sql`c.ring_until <= ${now}::timestamptz`;
  const isLost = sql`c.state <> 'ended' AND NOT EXISTS (SELECT 1 FROM call_participants p
    WHERE p.call_id = c.id AND p.state = 'joined' AND p.lease_until > ${now}::timestamptz)`;
  const [row] = await tx.execute<{ id: string }>(sql`
    SELECT c.id FROM calls c JOIN conversations v ON v.id = c.conversation_id
    WHERE ${leases ? isLost : isOver} AND c.id <> ALL (${sql.param([...except])}::uuid[])
    LIMIT 1 FOR NO KEY UPDATE OF v SKIP LOCKED`);
  return row?.id ?? null;
}

/** Whether a call in this conversation was ever held to its end. */
export async function hasSpoken(executor: Executor, conversationId: string): Promise<boolean> {
  const rows = await executor.execute(sql`
    SELECT 1 FROM calls WHERE conversation_id = ${conversationId} AND reason = 'completed' LIMIT 1`);
  return rows.length > 0;
}

export async function countMissed(executor: Executor, userId: string): Promise<number> {
  const [row] = await executor.execute<{ count: number }>(sql`
    SELECT count(*)::integer AS count FROM call_participants WHERE user_id = ${userId} AND is_unseen`);
  return row?.count ?? 0;
}

/** False when there was none. */
export async function clearMissed(tx: Tx, userId: string): Promise<boolean> {
  const rows = await tx.execute(sql`
    UPDATE call_participants SET is_unseen = false WHERE user_id = ${userId} AND is_unseen RETURNING call_id`);
  return rows.length > 0;
}

function toRecord(row: CallRow): CallRecord {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    media: row.media,
    state: row.call_state,
    reason: row.reason,
    version: row.version,
    epoch: row.epoch,
    transport: row.transport,
    startedBy: row.started_by,
    ringUntil: row.ring_until,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    participants: [],
  };
}

function toParticipant(row: CallRow): Participant {
  return {
    userId: row.user_id,
    state: row.state,
    joinId: row.join_id,
    device: row.device,
    leaseUntil: row.lease_until,
    mic: row.mic,
    cam: row.cam,
    screen: row.screen,
    hand: row.hand,
  };
}
