import { sql } from "drizzle-orm";
import type { Tx } from "#kernel/database";
import type { DemoPerson } from "./people.ts";
import type { DemoCall, DemoLine } from "./script.ts";

// The demo writes into the tables of every feature: no verb makes a past.

export async function isEmpty(tx: Tx): Promise<boolean> {
  const rows = await tx.execute(sql`SELECT 1 FROM accounts LIMIT 1`);
  return rows.length === 0;
}

export async function insertAccount(
  tx: Tx,
  account: { id: string; email: string; passwordHash: string; at: Date },
): Promise<void> {
  await tx.execute(sql`INSERT INTO people (user_id) VALUES (${account.id})`);
  await tx.execute(
    sql`INSERT INTO accounts (id, email, password_hash, created_at)
        VALUES (${account.id}, ${account.email}, ${account.passwordHash}, ${account.at}::timestamptz)`,
  );
}

export async function fillProfile(tx: Tx, id: string, person: DemoPerson): Promise<void> {
  await tx.execute(
    sql`UPDATE profiles SET bio = ${person.bio}, place = ${person.place}, time_zone = ${person.timeZone},
          avatar_url = ${`/portraits/${person.key}.svg`}, onboarded = true, ver = ver + 1
        WHERE user_id = ${id}`,
  );
  const rows = [
    ...person.speaks.map((language, position) => ({ ...language, side: "speaks", position })),
    ...person.learns.map((language, position) => ({ ...language, side: "learns", position })),
  ];
  for (const { code, side, level, position } of rows) {
    await tx.execute(
      sql`INSERT INTO languages (user_id, code, side, level, position)
          VALUES (${id}, ${code}, ${side}, ${level}, ${position})`,
    );
  }
}

export async function insertFriendship(tx: Tx, pair: [string, string], at: Date): Promise<void> {
  const [low, high] = pair.toSorted();
  await tx.execute(
    sql`INSERT INTO friendships (low_id, high_id, at) VALUES (${low}, ${high}, ${at}::timestamptz)`,
  );
}

export async function insertRequest(
  tx: Tx,
  request: { id: string; from: string; to: string; message: string; at: Date },
): Promise<void> {
  await tx.execute(
    sql`INSERT INTO friend_requests (id, from_id, to_id, message, at)
        VALUES (${request.id}, ${request.from}, ${request.to}, ${request.message}, ${request.at}::timestamptz)`,
  );
}

/** A conversation that is as if its lines had been sent one by one. */
export async function insertConversation(
  tx: Tx,
  conversation: { id: string; pair: [string, string] },
  lines: (DemoLine & { id: string; senderId: string })[],
): Promise<void> {
  const { id, pair } = conversation;
  const key = pair.toSorted().join(":");
  const first = lines[0]?.at ?? new Date();
  const last = lines.at(-1)?.at ?? first;
  await tx.execute(
    sql`INSERT INTO conversations (id, kind, direct_key, seq, ver, last_at, created_at)
        VALUES (${id}, 'direct', ${key}, ${lines.length}, ${lines.length + 1},
                ${last}::timestamptz, ${first}::timestamptz)`,
  );
  await tx.execute(
    sql`INSERT INTO receipt_counters (conversation_id, receipt_ver) VALUES (${id}, 2)`,
  );
  for (const userId of pair) {
    await tx.execute(
      sql`INSERT INTO members (conversation_id, user_id, role, ver, join_ver, can_send)
          VALUES (${id}, ${userId}, 'member', 1, 1, true)`,
    );
  }
  for (const [index, line] of lines.entries()) {
    await tx.execute(
      sql`INSERT INTO messages (conversation_id, id, sender_id, seq, ver, first_ver, at, kind, body, lang, call)
          VALUES (${id}, ${line.id}, ${line.senderId}, ${index + 1}, ${index + 2}, ${index + 2},
                  ${line.at}::timestamptz, ${line.call ? "call" : "text"}, ${line.text}, ${line.lang},
                  ${line.call ? JSON.stringify({ id: line.id, ...line.call }) : null}::text::jsonb)`,
    );
  }
}

/** A call of these two that is over and has been looked at. */
export async function insertCall(
  tx: Tx,
  place: { conversationId: string; pair: [string, string] },
  line: { id: string; senderId: string; at: Date; call: DemoCall },
): Promise<void> {
  const { media, reason, seconds } = line.call;
  const hasTalked = reason === "completed";
  const startedAt = hasTalked ? new Date(line.at.getTime() - seconds * 1_000) : null;
  await tx.execute(
    sql`INSERT INTO calls (id, conversation_id, media, state, reason, version, epoch, transport, started_by,
          started_at, ended_at)
        VALUES (${line.id}, ${place.conversationId}, ${media}, 'ended', ${reason}, ${hasTalked ? 3 : 2}, 1,
          'mesh', ${line.senderId}, ${startedAt}::timestamptz, ${line.at}::timestamptz)`,
  );
  for (const userId of place.pair) {
    const state = hasTalked || userId === line.senderId ? "left" : "missed";
    await tx.execute(
      sql`INSERT INTO call_participants (call_id, user_id, state, ended_at)
          VALUES (${line.id}, ${userId}, ${state}, ${line.at}::timestamptz)`,
    );
  }
}

export async function insertReceipt(
  tx: Tx,
  receipt: { conversationId: string; userId: string; delivered: number; read: number; ver: number },
): Promise<void> {
  await tx.execute(
    sql`INSERT INTO receipts (conversation_id, user_id, delivered, read, receipt_ver)
        VALUES (${receipt.conversationId}, ${receipt.userId}, ${receipt.delivered}, ${receipt.read}, ${receipt.ver})`,
  );
}
