import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "#kernel/ids";
import { startMessaging } from "#testing/messaging";
import type { Messaging, Told } from "#testing/messaging";
import { addGroup, addPerson, befriend, block, changeMembers, unfriend } from "#testing/relations";

/** Four nodes on one database, each with connections of its own. */
let nodes: Messaging[];
let kit: Messaging;
beforeAll(async () => {
  kit = await startMessaging();
  const { database } = kit;
  nodes = [kit];
  while (nodes.length < 4) nodes.push(await startMessaging({ database }));
});
afterAll(async () => {
  for (const node of nodes.toReversed()) await node.close();
});

async function startPair() {
  const [nora, haruka] = [await addPerson(kit), await addPerson(kit)];
  return { nora, haruka, id: await befriend(kit, nora, haruka) };
}

function draft(body = "hello") {
  return { id: newId(), body };
}

describe("races", () => {
  test("invariant 2: the same message sent many times, to all nodes at once and 40 days later", async () => {
    const { nora, haruka, id } = await startPair();
    const message = draft();
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, at) => nodes[at % 4]!.send(nora, id, [message])),
    );
    await kit.database.sql`
      UPDATE messages SET at = at - interval '40 days' WHERE conversation_id = ${id}`;
    answers.push(await nodes[1]!.send(nora, id, [message]));
    const results = answers.flatMap((answer) => (answer.ok ? answer.results : []));
    expect(results).toHaveLength(41);
    expect(results.every((result) => result.ok && result.seq === 1 && result.ver === 2)).toBe(true);
    expect(results.filter((result) => result.ok && !result.duplicate)).toHaveLength(1);
    expect((await kit.history(haruka, id)).items).toHaveLength(1);
  });

  test("invariant 2: a batch sent twice at once keeps one row a message", async () => {
    const { nora, id } = await startPair();
    for (let round = 0; round < 10; round += 1) {
      const drafts = Array.from({ length: 20 }, () => draft());
      await Promise.all([0, 1, 2, 3].map((at) => nodes[at]!.send(nora, id, drafts)));
      await Promise.all([
        nodes[0]!.send(nora, id, drafts.toReversed()),
        nodes[0]!.send(nora, id, [...drafts, ...drafts].slice(5, 25)),
      ]);
    }
    const [row] = await kit.database.sql`SELECT seq, ver FROM conversations WHERE id = ${id}`;
    expect(row).toEqual({ seq: 200, ver: 201 });
  });

  test("the same id from two senders: one is stored, the other is told ID_TAKEN", async () => {
    for (let round = 0; round < 10; round += 1) {
      const { nora, haruka, id } = await startPair();
      const message = draft();
      const node = nodes[round % 2]!;
      const answers = await Promise.all([
        node.send(nora, id, [message]),
        nodes[1]!.send(haruka, id, [message]),
      ]);
      const results = answers.flatMap((answer) => (answer.ok ? answer.results : []));
      expect(results.filter(({ ok }) => ok)).toHaveLength(1);
      expect(results.find(({ ok }) => !ok)).toMatchObject({ error: { code: "ID_TAKEN" } });
    }
  });

  test("invariants 3 and 4: 1,000 sends over four nodes are numbered exactly 1..1000, each sender's in order", async () => {
    const { nora, haruka, id } = await startPair();
    const sent = new Map<string, string[]>();
    const devices = nodes.flatMap((node) => [
      { node, senderId: nora },
      { node, senderId: haruka },
    ]);
    await Promise.all(
      devices.map(async ({ node, senderId }, device) => {
        const mine: string[] = [];
        sent.set(`${device}`, mine);
        const answers: Promise<unknown>[] = [];
        for (let at = 0; at < 125; at += 1) {
          const message = draft();
          mine.push(message.id);
          answers.push(node.send(senderId, id, [message]));
        }
        await Promise.all(answers);
      }),
    );
    const rows = await kit.database.sql<{ id: string; seq: number; ver: number; at: Date }[]>`
      SELECT id, seq, ver, at FROM messages WHERE conversation_id = ${id} ORDER BY seq`;
    expect(rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 1000 }, (_, at) => at + 1));
    expect(rows.map(({ ver }) => ver)).toEqual(Array.from({ length: 1000 }, (_, at) => at + 2));
    expect(rows.every(({ at }, index) => index === 0 || at >= rows[index - 1]!.at)).toBe(true);
    const order = new Map(rows.map((row) => [row.id, row.seq]));
    for (const mine of sent.values()) {
      const seqs = mine.map((message) => order.get(message)!);
      expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
    }
  });

  test("invariant 3: sends, edits and deletions at once use every ver exactly once", async () => {
    const { nora, haruka, id } = await startPair();
    const drafts = Array.from({ length: 20 }, () => draft());
    await kit.send(nora, id, drafts);
    await Promise.all(
      drafts.flatMap((message, at) => [
        nodes[at % 4]!.edit(nora, { conversationId: id, ...message, body: "b", baseVer: at + 2 }),
        nodes[(at + 1) % 4]!.send(haruka, id, [draft()]),
        nodes[(at + 2) % 4]!.remove(nora, { conversationId: id, id: drafts[(at + 7) % 20]!.id }),
      ]),
    );
    const [row] = await kit.database.sql`
      SELECT c.ver, c.seq, count(*)::int AS rows, count(DISTINCT m.ver)::int AS vers, max(m.ver) AS top
      FROM conversations c JOIN messages m ON m.conversation_id = c.id WHERE c.id = ${id} GROUP BY c.id`;
    expect(row).toMatchObject({ seq: 40, rows: 40, vers: 40, top: row?.["ver"] });
    const told = nodes
      .flatMap((node) => node.events)
      .filter(({ payload }) => payload["conversationId"] === id)
      .map(({ payload }) => payload as { since: number; ver: number });
    const covered = told.flatMap(({ since, ver }) =>
      Array.from({ length: ver - since }, (_, at) => since + at + 1),
    );
    expect(new Set(covered).size).toBe(row?.["ver"]);
    expect(covered).toHaveLength(row?.["ver"]);
  });

  test.each([
    ["blocked", block],
    ["unfriended", unfriend],
  ])("invariant 12: nothing of a %s person commits afterwards", async (_name, part) => {
    for (let round = 0; round < 5; round += 1) {
      const { nora, haruka, id } = await startPair();
      const sends = Array.from({ length: 60 }, (_, at) => nodes[at % 4]!.send(nora, id, [draft()]));
      await part(nodes[round % 4]!, haruka, nora);
      const [before] = await kit.database.sql`SELECT seq FROM conversations WHERE id = ${id}`;
      const late = await nodes[2]!.send(nora, id, [draft()]);
      await Promise.all(sends);
      const [after] = await kit.database.sql`SELECT seq FROM conversations WHERE id = ${id}`;
      expect(after).toEqual(before);
      expect(late).toMatchObject({ ok: true, results: [{ error: { code: "CANNOT_WRITE" } }] });
    }
  });

  test("invariant 12: after a removal no message of the removed person commits and none reaches them", async () => {
    const people = [await addPerson(kit), await addPerson(kit), await addPerson(kit)] as const;
    const id = await addGroup(kit, people);
    const sends = Array.from({ length: 40 }, (_, at) =>
      nodes[at % 4]!.send(people[at % 2]!, id, [draft()]),
    );
    await changeMembers(kit, id, { userIds: [people[0]], isIn: false });
    await Promise.all(sends);
    const [left] = await kit.database.sql`
      SELECT left_ver, left_seq FROM members WHERE conversation_id = ${id} AND user_id = ${people[0]}`;
    const late = await kit.database.sql`
      SELECT 1 FROM messages WHERE conversation_id = ${id} AND sender_id = ${people[0]}
        AND seq > ${left?.["left_seq"]}`;
    expect(late).toHaveLength(0);
    const told = nodes
      .flatMap((node) => node.events)
      .filter(
        ({ userIds, payload }) => userIds.includes(people[0]) && payload["conversationId"] === id,
      );
    const vers = told.map(({ payload }) => payload["ver"] as number);
    expect(Math.max(...vers)).toBe(left?.["left_ver"]);
  });

  test("one direct conversation a pair, however many open it at once", async () => {
    const [nora, haruka] = [await addPerson(kit), await addPerson(kit)];
    const ids = await Promise.all(
      Array.from({ length: 16 }, (_, at) =>
        at % 2 ? befriend(nodes[at % 4]!, nora, haruka) : befriend(nodes[at % 4]!, haruka, nora),
      ),
    );
    expect(new Set(ids).size).toBe(1);
    const opened = nodes
      .flatMap((node) => node.events)
      .filter(({ payload }) => payload["conversationId"] === ids[0]);
    expect(opened).toHaveLength(1);
  });
});

describe("a transaction that stands still", () => {
  test("holds up its own conversation, which is told BUSY, and no other", async () => {
    const held = await startPair();
    const free = await startPair();
    const node = await startMessaging({ database: kit.database });
    const { promise: isReleased, resolve: release } = Promise.withResolvers<void>();
    const { promise: isHeld, resolve: hold } = Promise.withResolvers<void>();
    const frozen = kit.transact(async (unit) => {
      await kit.conversations.shared.begin(unit.tx, held.id, held.nora);
      hold();
      await isReleased;
    });
    await isHeld;
    const waiting = node.send(held.nora, held.id, [draft()]);
    const others = Array.from({ length: 5 }, () => node.send(free.nora, free.id, [draft()]));
    for (const answer of await Promise.all(others)) expect(answer.ok).toBe(true);
    expect(await waiting).toEqual({ ok: false, code: "BUSY" });
    release();
    await frozen;
    expect((await node.send(held.nora, held.id, [draft()])).ok).toBe(true);
    await node.close();
  });
});

describe("what is told, and when", () => {
  test("invariant 5: an event is told after its commit, and rolled-back work never", async () => {
    const seen: Promise<{ told: Told; ver: number }>[] = [];
    const node = await startMessaging({
      database: kit.database,
      onTold(told) {
        const id = String(told.payload["conversationId"]);
        const query = kit.database.sql<
          { ver: number }[]
        >`SELECT ver FROM conversations WHERE id = ${id}`;
        seen.push(query.then(([row]) => ({ told, ver: row?.ver ?? 0 })));
      },
    });
    const [nora, haruka] = [await addPerson(kit), await addPerson(kit)];
    const id = await befriend(node, nora, haruka);
    const message = draft();
    await node.send(nora, id, [message]);
    await node.edit(nora, { conversationId: id, ...message, body: "b", baseVer: 2 });
    await node.remove(nora, { conversationId: id, id: message.id });
    const failing = node.transact(async (unit) => {
      await node.conversations.shared.raise(unit.tx, id);
      unit.emit([nora], "conversation:changed", { conversationId: id, since: 4, ver: 5 });
      throw new Error("taken back");
    });
    await expect(failing).rejects.toThrow("taken back");
    const checked = await Promise.all(seen);
    expect(checked.map(({ told }) => told.payload["ver"])).toEqual([1, 2, 3, 4]);
    for (const { told, ver } of checked) {
      expect(ver).toBeGreaterThanOrEqual(told.payload["ver"] as number);
    }
    await node.close();
  });

  test("invariant 13: a sender named in the request changes nothing", async () => {
    const { nora, haruka, id } = await startPair();
    const message = { ...draft(), kind: "text", senderId: haruka, seq: 9, ver: 9 };
    const body = { messages: [message], senderId: haruka, userId: haruka };
    const answer = await kit.call(nora, `POST /api/conversations/${id}/messages`, body);
    expect(answer.status).toBe(200);
    expect((await kit.history(haruka, id)).items).toMatchObject([
      { senderId: nora, seq: 1, ver: 2 },
    ]);
  });

  test("a burst of sends is a handful of statements", async () => {
    const { nora, haruka, id } = await startPair();
    const other = await startPair();
    const node = await startMessaging({ database: kit.database });
    const { sql } = kit.database;
    const original = sql.unsafe;
    let statements = 0;
    Object.assign(sql, {
      unsafe: (...args: Parameters<typeof original>) => {
        statements += 1;
        return original(...args);
      },
    });
    await Promise.all(
      Array.from({ length: 240 }, (_, at) =>
        at % 3 === 0
          ? node.send(other.nora, other.id, [draft()])
          : node.send(at % 3 === 1 ? nora : haruka, id, [draft()]),
      ),
    );
    Object.assign(sql, { unsafe: original });
    // The first of each conversation goes alone, all that waited meanwhile together.
    expect(statements).toBeLessThanOrEqual(4);
    await node.close();
  });
});
