import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { connect } from "#kernel/database";
import type { Sql } from "#kernel/database";
import { describeCluster, PORT, readPassword, SUPERUSER } from "#kernel/postgres/cluster";
import type { TestPerson } from "../test-person.ts";
import type { HeldRow, ServerConversation, ServerMessage } from "./checker/history.ts";
import type { Pair } from "./people.ts";

type Fresh = ServerConversation["fresh"][string];

/** Writes down what the database holds, and what each member reads over HTTP. */
export async function saveFinalState(
  pairs: readonly Pair[],
  { dataDir, folder }: { dataDir: string; folder: string },
): Promise<{ epoch: string }> {
  const cluster = describeCluster(dataDir);
  const sql = connect(
    {
      host: cluster.socketFolder ?? "127.0.0.1",
      port: PORT,
      user: SUPERUSER,
      database: "parley",
      password: await readPassword(cluster),
    },
    { name: "chaos", timeouts: "none" },
  );
  try {
    const people = new Map(pairs.flatMap((pair) => pair.people.map((one) => [one.id, one])));
    const fresh = new Map<string, Map<string, Fresh>>();
    for (const one of people.values()) fresh.set(one.id, await syncFromNothing(one));
    for (const pair of pairs) {
      const state = await readConversation(sql, pair);
      for (const { id } of pair.people) {
        const told = fresh.get(id)?.get(pair.conversation);
        if (told) state.fresh[id] = told;
      }
      writeFileSync(join(folder, `${pair.conversation}.json`), JSON.stringify(state));
    }
    const [row] = await sql<{ epoch: string }[]>`SELECT epoch FROM instance`;
    return { epoch: row?.epoch ?? "" };
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function readConversation(sql: Sql, pair: Pair): Promise<ServerConversation> {
  const { conversation: id, people } = pair;
  const [row] = await sql<{ seq: number; ver: number }[]>`
    SELECT seq, ver FROM conversations WHERE id = ${id}`;
  const members = await sql<{ user_id: string }[]>`
    SELECT user_id FROM members WHERE conversation_id = ${id}`;
  const receipts = await sql<{ user_id: string; delivered: number; read: number }[]>`
    SELECT user_id, delivered, read FROM receipts WHERE conversation_id = ${id}`;
  const messages = await sql<ServerMessage[]>`
    SELECT id, sender_id AS sender, seq, ver, first_ver AS "firstVer", at::text, body,
           deleted_at IS NOT NULL AS deleted
      FROM messages WHERE conversation_id = ${id} ORDER BY seq`;
  const read: Record<string, HeldRow[]> = {};
  for (const person of people) read[person.id] = await readHistory(person, id);
  return {
    id,
    seq: row?.seq ?? 0,
    ver: row?.ver ?? 0,
    members: members.map(({ user_id }) => user_id),
    receipts: Object.fromEntries(
      receipts.map(({ user_id, delivered, read: seq }) => [user_id, { delivered, read: seq }]),
    ),
    messages: [...messages],
    read,
    fresh: {},
  };
}

interface WireMessage {
  id: string;
  senderId: string;
  seq: number;
  ver: number;
  body: string | null;
}

async function readHistory(person: TestPerson, conversation: string): Promise<HeldRow[]> {
  const rows: HeldRow[] = [];
  for (let after: number | null = 0; after !== null;) {
    const path = `/api/conversations/${conversation}/messages?after=${after}&limit=100`;
    const { body, status } = await person.call("GET", path);
    if (status !== 200) throw new Error(`History answered ${status}: ${JSON.stringify(body)}`);
    for (const { id, senderId, seq, ver, body: text } of body["items"] as WireMessage[]) {
      rows.push({ id, sender: senderId, seq, ver, body: text });
    }
    after = body["after"] as number | null;
  }
  return rows;
}

/** All pages of what a device without anything is told. */
async function syncFromNothing(person: TestPerson): Promise<Map<string, Fresh>> {
  const told = new Map<string, Fresh>();
  let next: unknown = null;
  const known = new Map<string, [string, number, number]>();
  do {
    const conversations = [...known.values()].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const { body, status } = await person.call("POST", "/api/sync", {
      epoch: null,
      userVer: 0,
      conversations,
      next,
    });
    if (status !== 200) throw new Error(`Sync answered ${status}: ${JSON.stringify(body)}`);
    for (const entry of body["conversations"] as (Fresh & { id: string; receiptVer: number })[]) {
      const { id, ver, seq, unread, readSeq, receiptVer } = entry;
      told.set(id, { ver, seq, unread, readSeq });
      known.set(id, [id, ver, receiptVer]);
    }
    next = body["next"] ?? null;
  } while (next !== null);
  return told;
}
