import { sql } from "drizzle-orm";
import { presentUsers } from "#features/profiles";
import { newId } from "#kernel/ids";
import type { Unit } from "#kernel/unit-of-work";
import type { Messaging } from "./messaging.ts";

/** People and who is with whom, written straight into the tables where no route makes it so. */
export async function addPerson({ database }: Messaging, name = "Ada"): Promise<string> {
  const id = newId();
  await database.sql`INSERT INTO people (user_id) VALUES (${id})`;
  await database.sql`
    INSERT INTO profiles (user_id, username, name, search)
    VALUES (${id}, ${`p${id.replaceAll("-", "").slice(3)}`}, ${name}, ${name.toLowerCase()})`;
  await database.sql`INSERT INTO settings (user_id) VALUES (${id})`;
  return id;
}

/** Makes these two friends and opens their conversation, as accepting a request does. */
export async function befriend(kit: Messaging, a: string, b: string): Promise<string> {
  return kit.transact(async (unit) => {
    const id = await kit.conversations.openDirect(unit, a, b);
    await unit.tx.execute(sql`
      INSERT INTO friendships (low_id, high_id)
      VALUES (least(${a}::uuid, ${b}::uuid), greatest(${a}::uuid, ${b}::uuid))
      ON CONFLICT DO NOTHING`);
    return id;
  });
}

export async function unfriend(kit: Messaging, a: string, b: string): Promise<void> {
  await kit.transact(async (unit) => {
    await kit.conversations.setDirectWritable(unit, a, b, false);
    await endFriendship(unit, a, b);
  });
}

export async function block(kit: Messaging, a: string, b: string): Promise<void> {
  await kit.transact(async (unit) => {
    await kit.conversations.setDirectWritable(unit, a, b, false);
    await endFriendship(unit, a, b);
    await unit.tx.execute(sql`INSERT INTO blocks (blocker_id, blocked_id) VALUES (${a}, ${b})`);
    await kit.conversations.receiptsVisibilityTouched(unit, a, b);
  });
}

export async function unblock(kit: Messaging, a: string, b: string): Promise<void> {
  await kit.transact(async (unit) => {
    await kit.conversations.lockDirect(unit, a, b);
    await unit.tx.execute(sql`DELETE FROM blocks WHERE blocker_id = ${a} AND blocked_id = ${b}`);
    await kit.conversations.receiptsVisibilityTouched(unit, a, b);
  });
}

async function endFriendship(unit: Unit, a: string, b: string): Promise<void> {
  await unit.tx.execute(sql`
    DELETE FROM friendships
    WHERE low_id = least(${a}::uuid, ${b}::uuid) AND high_id = greatest(${a}::uuid, ${b}::uuid)`);
}

export async function showReceipts(kit: Messaging, userId: string, isOn: boolean): Promise<void> {
  await kit.transact(async (unit) => {
    await unit.tx.execute(sql`UPDATE settings SET receipts = ${isOn} WHERE user_id = ${userId}`);
    await kit.conversations.receiptsVisibilityChanged(unit, userId);
  });
}

export async function addGroup(kit: Messaging, userIds: readonly string[]): Promise<string> {
  const id = newId();
  await kit.transact(async ({ tx }) => {
    await tx.execute(
      sql`INSERT INTO conversations (id, kind, title) VALUES (${id}, 'group', 'Tea')`,
    );
    await tx.execute(sql`INSERT INTO receipt_counters (conversation_id) VALUES (${id})`);
    await insertMembers({ tx }, { id, ver: 1 }, userIds);
  });
  return id;
}

async function insertMembers(
  { tx }: Pick<Unit, "tx">,
  { id, ver }: { id: string; ver: number },
  userIds: readonly string[],
): Promise<void> {
  await tx.execute(sql`
    INSERT INTO members (conversation_id, user_id, role, ver, join_ver, can_send)
    SELECT ${id}, person, 'member', ${ver}, ${ver}, true
    FROM unnest(${sql.param(userIds)}::uuid[]) AS person
    ON CONFLICT (conversation_id, user_id) DO UPDATE SET role = 'member', ver = excluded.ver,
      join_ver = excluded.join_ver, left_ver = NULL, left_seq = NULL, can_send = true`);
  await tx.execute(sql`
    INSERT INTO receipts (conversation_id, user_id)
    SELECT ${id}, person FROM unnest(${sql.param(userIds)}::uuid[]) AS person
    ON CONFLICT DO NOTHING`);
}

/** Lets people into a group, or out of it, as one change of ver that all hear of. */
export async function changeMembers(
  kit: Messaging,
  id: string,
  { userIds, isIn }: { userIds: readonly string[]; isIn: boolean },
): Promise<void> {
  await kit.transact(async (unit) => {
    const { tx } = unit;
    await tx.execute(sql`SELECT 1 FROM conversations WHERE id = ${id} FOR NO KEY UPDATE`);
    const { ver, memberIds } = await kit.conversations.shared.raise(tx, id);
    if (isIn) await insertMembers(unit, { id, ver }, userIds);
    else {
      await tx.execute(sql`
        UPDATE members SET role = NULL, ver = ${ver}, left_ver = ${ver}, can_send = false,
          left_seq = (SELECT seq FROM conversations WHERE id = ${id})
        WHERE conversation_id = ${id} AND user_id = ANY(${sql.param(userIds)}::uuid[])`);
    }
    await tx.execute(sql`
      UPDATE receipt_counters SET receipt_ver = receipt_ver + 1, vis_ver = receipt_ver + 1
      WHERE conversation_id = ${id}`);
    if (!isIn) await stampReceipts(unit, id, userIds);
    unit.emit([...new Set([...memberIds, ...userIds])], "conversation:changed", {
      conversationId: id,
      since: ver - 1,
      ver,
      members: userIds.map((userId) => ({ userId, role: isIn ? "member" : null, ver })),
      users: [...(await presentUsers(tx, userIds)).values()],
    });
  });
}

/** From here on somebody who left hears of their own receipts only: their next sync replaces the list. */
async function stampReceipts({ tx }: Unit, id: string, userIds: readonly string[]): Promise<void> {
  await tx.execute(sql`
    UPDATE receipts r SET receipt_ver = k.receipt_ver FROM receipt_counters k
    WHERE k.conversation_id = r.conversation_id AND r.conversation_id = ${id}
      AND r.user_id = ANY(${sql.param(userIds)}::uuid[])`);
}
