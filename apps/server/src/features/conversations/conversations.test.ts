import type { Conversation } from "@parley/protocol/conversations";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "#kernel/ids";
import { startMessaging } from "#testing/messaging";
import type { Messaging } from "#testing/messaging";
import {
  addGroup,
  addPerson,
  befriend,
  block,
  changeMembers,
  showReceipts,
  unblock,
  unfriend,
} from "#testing/relations";

let kit: Messaging;
beforeAll(async () => {
  kit = await startMessaging();
});
afterAll(async () => kit.close());

async function startPair() {
  const [nora, haruka] = [await addPerson(kit), await addPerson(kit)];
  return { nora, haruka, id: await befriend(kit, nora, haruka) };
}

function drafts(count: number) {
  return Array.from({ length: count }, (_, at) => ({ id: newId(), body: `text ${at}` }));
}

async function read(userId: string, id: string): Promise<Conversation> {
  const answer = await kit.call(userId, `GET /api/conversations/${id}`);
  expect(answer.status).toBe(200);
  return answer.body["conversation"] as Conversation;
}

describe("opening a direct conversation", () => {
  test("with a friend answers the one there is", async () => {
    const { nora, haruka, id } = await startPair();
    const answer = await kit.call(haruka, "POST /api/conversations", { userId: nora });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        conversation: {
          id,
          kind: "direct",
          title: null,
          ver: 1,
          seq: 0,
          readSeq: 0,
          unread: 0,
          receiptVer: 0,
          lastMessage: null,
        },
      },
    });
  });

  test("is NOT_FOUND alike for strangers, former friends, blocked and absent people and oneself", async () => {
    const { nora, haruka, id } = await startPair();
    const stranger = await addPerson(kit);
    await unfriend(kit, nora, haruka);
    const blocker = await addPerson(kit);
    await befriend(kit, nora, blocker);
    await block(kit, blocker, nora);
    for (const userId of [haruka, stranger, blocker, newId(), nora]) {
      const answer = await kit.call(nora, "POST /api/conversations", { userId });
      expect(answer).toMatchObject({ status: 404, body: { code: "NOT_FOUND" } });
    }
    expect((await read(nora, id)).seq).toBe(0);
    expect(await kit.send(nora, id, drafts(1))).toMatchObject({
      results: [{ error: { code: "CANNOT_WRITE" } }],
    });
  });
});

describe("reading conversations", () => {
  test("one shows the newest message, the members, and what is unread", async () => {
    const { nora, haruka, id } = await startPair();
    const [first, second, third] = drafts(3) as [{ id: string; body: string }, never, never];
    await kit.send(nora, id, [first, second, third]);
    await kit.remove(nora, { conversationId: id, id: first.id });
    expect(await read(haruka, id)).toMatchObject({
      ver: 5,
      seq: 3,
      unread: 2,
      lastMessage: { seq: 3, body: "text 2" },
    });
    await kit.receipt(haruka, { conversationId: id, read: 2 });
    expect(await read(haruka, id)).toMatchObject({ unread: 1, readSeq: 2, receiptVer: 1 });
    expect((await read(nora, id)).unread).toBe(0);
    const { members } = await read(nora, id);
    expect(members.map(({ userId, role, ver }) => [userId, role, ver])).toEqual(
      [nora, haruka].sort().map((userId) => [userId, "member", 1]),
    );
  });

  test("the list is paged by the latest activity", async () => {
    const nora = await addPerson(kit);
    const ids: string[] = [];
    for (let at = 0; at < 5; at += 1) ids.push(await befriend(kit, nora, await addPerson(kit)));
    for (const [minutes, at] of [3, 0, 4, 1, 2].entries()) {
      await kit.send(nora, ids[at]!, drafts(1));
      await kit.database.sql`
        UPDATE conversations SET last_at = last_at + ${minutes} * interval '1 minute'
        WHERE id = ${ids[at]!}`;
    }
    const seen: string[] = [];
    let cursor = "";
    do {
      const { body } = await kit.call(nora, `GET /api/conversations?limit=2${cursor}`);
      const page = body as { items: Conversation[]; next: string | null };
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next === null ? "" : `&cursor=${page.next}`;
    } while (cursor);
    expect(seen).toEqual([2, 1, 4, 0, 3].map((at) => ids[at]));
    expect(await kit.call(nora, "GET /api/conversations?cursor=nonsense")).toMatchObject({
      status: 400,
      body: { code: "VALIDATION" },
    });
  });

  test("SYNC-7: who left reads what was there, in its current state, and no more", async () => {
    const [nora, haruka, third] = [
      await addPerson(kit),
      await addPerson(kit),
      await addPerson(kit),
    ];
    const id = await addGroup(kit, [nora, haruka, third]);
    const [old] = drafts(1);
    await kit.send(nora, id, [old!]);
    await changeMembers(kit, id, { userIds: [third], isIn: false });
    const before = await kit.sync(third, { only: true, conversations: [[id, 0, 0]] });
    expect(before.conversations).toMatchObject([{ mode: "frozen", ver: 3, seq: 1 }]);
    const { ver, receiptVer } = before.conversations[0]!;
    const [later] = drafts(1);
    await kit.send(nora, id, [later!]);
    await kit.edit(nora, { conversationId: id, id: later!.id, body: "secret", baseVer: 4 });
    await kit.receipt(haruka, { conversationId: id, read: 2 });
    const quiet = await kit.sync(third, { conversations: [[id, ver, receiptVer]] });
    expect(quiet.conversations).toEqual([]);
    await kit.edit(nora, { conversationId: id, id: old!.id, body: "mended", baseVer: 2 });
    const after = await kit.sync(third, { conversations: [[id, ver, receiptVer]] });
    expect(after.conversations).toMatchObject([
      {
        mode: "frozen",
        ver: 6,
        seq: 1,
        messages: [{ body: "mended" }],
        members: [{ userId: third }],
      },
    ]);
    expect((await kit.history(third, id)).items).toMatchObject([{ body: "mended" }]);
    expect(await read(third, id)).toMatchObject({ ver: 6, seq: 1, lastMessage: { seq: 1 } });
    const listed = await kit.call(third, "GET /api/conversations");
    expect(JSON.stringify(listed.body)).not.toContain("secret");
    expect(await kit.send(third, id, drafts(1))).toMatchObject({
      results: [{ error: { code: "CANNOT_WRITE" } }],
    });
  });
});

describe("receipts", () => {
  test("invariant 11 and RCPT-1: both cursors only rise, stay in order and within the messages", async () => {
    const { nora, haruka, id } = await startPair();
    await kit.send(nora, id, drafts(5));
    const advance = (cursors: object) => kit.receipt(haruka, { conversationId: id, ...cursors });
    expect(await advance({ read: 2 })).toEqual({ ok: true, delivered: 2, read: 2 });
    expect(await advance({ delivered: 4 })).toEqual({ ok: true, delivered: 4, read: 2 });
    expect(await advance({ delivered: 1, read: 1 })).toEqual({ ok: true, delivered: 4, read: 2 });
    expect(await advance({ read: 900 })).toEqual({ ok: true, delivered: 5, read: 5 });
    const puts = [3, 5, 1, 4].map((seq) =>
      kit.call(nora, `PUT /api/conversations/${id}/receipt`, { delivered: seq, read: seq - 1 }),
    );
    for (const { status } of await Promise.all(puts)) expect(status).toBe(200);
    const { receipts } = (await kit.sync(nora, {})).conversations[0]!;
    const expected = [
      { userId: nora, delivered: 5, read: 4 },
      { userId: haruka, delivered: 5, read: 5 },
    ];
    expect(receipts.toSorted((a, b) => a.read - b.read)).toEqual(expected);
  });

  test("RCPT-2: with receipts off, or after a block, they are kept and not shown, in both directions", async () => {
    const { nora, haruka, id } = await startPair();
    await kit.send(nora, id, drafts(3));
    await kit.send(haruka, id, drafts(3));
    await kit.receipt(nora, { conversationId: id, read: 1 });
    await kit.receipt(haruka, { conversationId: id, read: 1 });
    let receiptVer = 2;
    const sync = async (userId: string) => {
      const { conversations } = await kit.sync(userId, { conversations: [[id, 7, receiptVer]] });
      return conversations[0];
    };
    const steps = [
      { act: () => showReceipts(kit, haruka, false), shown: 1 },
      { act: () => showReceipts(kit, haruka, true), shown: 2 },
      { act: () => block(kit, nora, haruka), shown: 1 },
      { act: () => unblock(kit, nora, haruka), shown: 2 },
    ];
    for (const [at, { act, shown }] of steps.entries()) {
      await act();
      for (const userId of [nora, haruka]) {
        const entry = await sync(userId);
        expect(entry).toMatchObject({ mode: "delta", receiptsAll: true, messages: [] });
        expect(entry?.receipts).toHaveLength(shown);
      }
      const from = kit.events.length;
      await kit.receipt(haruka, { conversationId: id, read: 2 + at });
      const told = kit.events.slice(from).map(({ userIds }) => [...userIds].sort());
      expect(told).toEqual([shown === 2 ? [nora, haruka].sort() : [haruka]]);
      receiptVer = (await sync(haruka))?.receiptVer ?? Number.NaN;
    }
  });

  test("in a group of more than 64 they go to one's own devices only", async () => {
    const people = await Promise.all(Array.from({ length: 65 }, () => addPerson(kit)));
    const id = await addGroup(kit, people);
    const [nora, haruka] = people as [string, string];
    await kit.send(nora, id, drafts(1));
    const from = kit.events.length;
    await kit.receipt(haruka, { conversationId: id, read: 1 });
    expect(kit.events.slice(from)).toMatchObject([{ userIds: [haruka] }]);
    const entryOf = async (userId: string) => (await kit.sync(userId, {})).conversations[0];
    expect((await entryOf(nora))?.receipts.map(({ userId }) => userId)).toEqual([nora]);
    await changeMembers(kit, id, { userIds: people.slice(64), isIn: false });
    expect((await entryOf(nora))?.receipts).toHaveLength(64);
  });
});
