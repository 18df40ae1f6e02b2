import type { SyncAnswer, SyncEntry } from "@parley/protocol/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "#kernel/ids";
import { EPOCH, startMessaging } from "#testing/messaging";
import type { Messaging } from "#testing/messaging";
import { addGroup, addPerson, befriend, changeMembers } from "#testing/relations";

let kit: Messaging;
let nora: string;
beforeAll(async () => {
  kit = await startMessaging();
});
afterAll(async () => kit.close());

async function sendMany(userId: string, id: string, bodies: readonly string[]): Promise<string[]> {
  const drafts = bodies.map((body) => ({ id: newId(), body }));
  for (let from = 0; from < drafts.length; from += 20) {
    await kit.send(userId, id, drafts.slice(from, from + 20));
  }
  return drafts.map((draft) => draft.id);
}

function entryOf(answer: SyncAnswer, id: string): SyncEntry {
  const entry = answer.conversations.find((candidate) => candidate.id === id);
  if (!entry) throw new Error("The conversation was left out.");
  return entry;
}

describe("SYNC-5: pages of a delta", () => {
  test("never end inside a ver, and together are the state", async () => {
    const small = await startMessaging({
      database: kit.database,
      syncLimits: { deltaRows: 500, pageRows: 3, headMessages: 30 },
    });
    const people = await Promise.all(Array.from({ length: 9 }, () => addPerson(kit)));
    const id = await addGroup(kit, people.slice(0, 2));
    const [first] = people as [string];
    await sendMany(first, id, ["a", "b"]);
    await changeMembers(kit, id, { userIds: people.slice(2, 7), isIn: true });
    await sendMany(first, id, ["c", "d"]);
    await changeMembers(kit, id, { userIds: people.slice(7), isIn: true });
    await changeMembers(kit, id, { userIds: people.slice(3, 5), isIn: false });
    const seen = new Map<string, number>();
    let cursor = 1;
    for (let isDone = false; !isDone;) {
      const answer = await small.sync(first, { conversations: [[id, cursor, 0]] });
      const entry = entryOf(answer, id);
      const rows = [
        ...entry.messages.map((row) => [row.id, row.ver] as const),
        ...entry.members.map((row) => [row.userId, row.ver] as const),
      ];
      for (const [key, ver] of rows) {
        expect(ver).toBeGreaterThan(cursor);
        expect(ver).toBeLessThanOrEqual(entry.ver);
        seen.set(key, ver);
      }
      expect(entry.ver).toBeGreaterThan(cursor);
      cursor = entry.ver;
      isDone = !entry.more;
    }
    const rows = await kit.database.sql<{ key: string; ver: number }[]>`
      SELECT id AS key, ver FROM messages WHERE conversation_id = ${id}
      UNION ALL SELECT user_id, ver FROM members WHERE conversation_id = ${id} AND ver > 1`;
    expect(seen).toEqual(new Map(rows.map(({ key, ver }) => [key, ver])));
    await small.close();
  });

  test("have about 200 rows, and more than 500 come as a head of the newest 30", async () => {
    nora = await addPerson(kit);
    const id = await befriend(kit, nora, await addPerson(kit));
    await sendMany(
      nora,
      id,
      Array.from({ length: 520 }, (_, at) => `text ${at}`),
    );
    const page = entryOf(await kit.sync(nora, { conversations: [[id, 21, 0]] }), id);
    expect(page).toMatchObject({ mode: "delta", ver: 221, more: true, seq: 520 });
    expect(page.messages).toHaveLength(200);
    const head = entryOf(await kit.sync(nora, { conversations: [[id, 20, 0]] }), id);
    expect(head).toMatchObject({ mode: "head", ver: 521, more: false, receiptsAll: true });
    expect(head.messages.map(({ seq }) => seq)).toEqual(
      Array.from({ length: 30 }, (_, at) => 491 + at),
    );
  });

  test("invariant 9: a change to an old message comes with the first sync, held range or not", async () => {
    const writer = await addPerson(kit);
    const reader = await addPerson(kit);
    const id = await befriend(kit, writer, reader);
    const [old] = await sendMany(
      writer,
      id,
      Array.from({ length: 60 }, (_, at) => `text ${at}`),
    );
    await kit.edit(writer, { conversationId: id, id: old!, body: "mended", baseVer: 2 });
    const entry = entryOf(await kit.sync(reader, { conversations: [[id, 61, 0]] }), id);
    expect(entry).toMatchObject({ mode: "delta", ver: 62, messages: [{ seq: 1, body: "mended" }] });
  });
});

describe("SYNC-3 and SYNC-8: what an answer holds", () => {
  test("at most 512 KB, the open one first, then by activity, and next brings the rest", async () => {
    const person = await addPerson(kit);
    const ids: string[] = [];
    for (let at = 0; at < 8; at += 1) {
      const id = await befriend(kit, person, await addPerson(kit));
      await sendMany(person, id, Array(20).fill("語".repeat(8_000)));
      ids.push(id);
    }
    const held = new Map<string, [string, number, number]>();
    const order: string[] = [];
    let next: string | null | undefined = null;
    let pages = 0;
    do {
      const body = {
        epoch: EPOCH,
        userVer: 0,
        conversations: [...held.values()],
        next,
        open: ids[2],
      };
      const { body: raw, bytes, status } = await kit.call(person, "POST /api/sync", body);
      expect(status).toBe(200);
      expect(bytes).toBeLessThanOrEqual(512 * 1024);
      const answer = raw as SyncAnswer;
      for (const entry of answer.conversations) {
        expect(entry.messages.at(-1)?.seq).toBe(20);
        held.set(entry.id, [entry.id, entry.ver, entry.receiptVer]);
        order.push(entry.id);
      }
      next = answer.next;
      pages += 1;
    } while (next);
    expect(pages).toBeGreaterThan(1);
    const [open] = ids.splice(2, 1);
    expect(order).toEqual([open, ...ids.toReversed()]);
  });

  test("unlisted ones within the range alone, with only the listed ones alone, gone for foreign ids", async () => {
    const person = await addPerson(kit);
    const stranger = await befriend(kit, await addPerson(kit), await addPerson(kit));
    const ids: string[] = [];
    for (let at = 0; at < 3; at += 1) ids.push(await befriend(kit, person, await addPerson(kit)));
    ids.sort();
    const ask = async (request: object) =>
      (await kit.sync(person, request)).conversations.map(({ id, mode }) => [id, mode]);
    expect(await ask({ range: [ids[0], ids[1]] })).toEqual([[ids[1], "head"]]);
    expect(await ask({ conversations: [[stranger, 4, 0]], only: true })).toEqual([
      [stranger, "gone"],
    ]);
    expect(await ask({ conversations: [[ids[2], 0, 0]], only: true })).toEqual([[ids[2], "head"]]);
    expect(await ask({ conversations: [[ids[1], 1, 0]], only: true })).toEqual([]);
    expect(await ask({ conversations: [[ids[1], 1, -1]], only: true })).toEqual([
      [ids[1], "delta"],
    ]);
    const other = { epoch: newId(), userVer: 9, conversations: [[ids[1], 1, 0]], only: true };
    expect(await ask(other)).toEqual([[ids[1], "head"]]);
  });

  test("invariant 12: names nobody and nothing of conversations one is not in", async () => {
    const [a, b] = [await addPerson(kit), await addPerson(kit)];
    const id = await befriend(kit, a, b);
    await sendMany(a, id, ["private"]);
    const stranger = await addPerson(kit);
    const answer = await kit.sync(stranger, { conversations: [[id, 0, 0]] });
    expect(answer.users).toEqual([]);
    expect(answer.conversations).toMatchObject([{ mode: "gone", ver: 0, seq: 0, messages: [] }]);
    for (const route of [`/api/conversations/${id}`, `/api/conversations/${id}/messages`]) {
      expect(await kit.call(stranger, `GET ${route}`)).toMatchObject({ status: 404 });
    }
    expect(await kit.send(stranger, id, [{ id: newId(), body: "x" }])).toMatchObject({
      code: "NOT_FOUND",
    });
    expect(await kit.receipt(stranger, { conversationId: id, read: 1 })).toMatchObject({
      code: "NOT_FOUND",
    });
  });

  test("a person's own changes: a cursor above ours starts again, and pages say more", async () => {
    const person = await addPerson(kit);
    const others = await Promise.all(Array.from({ length: 101 }, () => addPerson(kit)));
    await kit.transact(async (unit) => {
      for (const id of others) unit.touch({ userId: person, kind: "user", id });
    });
    const first = await kit.sync(person, { userVer: 900 });
    expect(first.user).toMatchObject({ ver: 100, more: true });
    const second = await kit.sync(person, { userVer: 100 });
    expect(second.user).toMatchObject({ ver: 101, more: false });
    expect(second.user.changes).toHaveLength(1);
  });

  test("a request may have 256 KB and no more", async () => {
    const person = await addPerson(kit);
    const body = { epoch: EPOCH, userVer: 0, conversations: [] };
    const sized = (size: number) => ({ ...body, padding: "x".repeat(size) });
    expect((await kit.call(person, "POST /api/sync", sized(250_000))).status).toBe(200);
    expect(await kit.call(person, "POST /api/sync", sized(300_000))).toMatchObject({
      status: 413,
      body: { code: "TOO_LARGE" },
    });
  });
});
