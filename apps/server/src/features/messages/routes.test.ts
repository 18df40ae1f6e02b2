import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "#kernel/ids";
import { EPOCH, startMessaging } from "#testing/messaging";
import type { Messaging } from "#testing/messaging";
import { addPerson, befriend, unfriend } from "#testing/relations";
import { chooseRange } from "./read-history.ts";

let kit: Messaging;
let nora: string;
let haruka: string;
let id: string;
beforeAll(async () => {
  kit = await startMessaging();
  nora = await addPerson(kit);
  haruka = await addPerson(kit);
  id = await befriend(kit, nora, haruka);
});
afterAll(async () => kit.close());

function draft(body = "hello") {
  return { id: newId(), kind: "text", body, lang: "en" };
}

function post(userId: string, messages: object[]) {
  return kit.call(userId, `POST /api/conversations/${id}/messages`, { messages });
}

describe("the HTTP twins", () => {
  test("MSG-5: a repeated send answers the first result, and edits since are not undone", async () => {
    const message = draft();
    const first = await post(nora, [message]);
    const [result] = first.body["results"] as { ver: number }[];
    expect(first).toMatchObject({ status: 200, body: { epoch: EPOCH } });
    const url = `/api/conversations/${id}/messages/${message.id}`;
    const edit = { body: "mended", lang: "de", baseVer: result?.ver };
    expect(await kit.call(nora, `PATCH ${url}`, edit)).toMatchObject({ status: 200 });
    const from = kit.events.length;
    const again = await post(nora, [message]);
    expect(again.body["results"]).toEqual([{ ...result, duplicate: true }]);
    expect(kit.events.slice(from)).toMatchObject([
      { payload: { since: result!.ver - 1, ver: result!.ver, messages: [{ body: "mended" }] } },
    ]);
  });

  test("MSG-6: an edit on an old ver is a CONFLICT with the row, a repeated one succeeds", async () => {
    const message = draft();
    const [result] = (await post(nora, [message])).body["results"] as { ver: number }[];
    const url = `/api/conversations/${id}/messages/${message.id}`;
    const edit = (body: string, lang?: string) =>
      kit.call(nora, `PATCH ${url}`, { body, lang, baseVer: result?.ver });
    const done = await edit("one");
    expect(done).toMatchObject({ status: 200, body: { ver: result!.ver + 1 } });
    expect(await edit("one")).toEqual(done);
    expect(await edit("two")).toMatchObject({
      status: 409,
      body: { code: "CONFLICT", row: { id: message.id, body: "one", ver: result!.ver + 1 } },
    });
    expect(await edit("one", "fr")).toMatchObject({ status: 409 });
    expect(await kit.call(haruka, `PATCH ${url}`, { body: "mine", baseVer: 3 })).toMatchObject({
      status: 404,
    });
  });

  test("MSG-7: a deleted message is a tombstone; deleting again succeeds, editing it does not", async () => {
    const message = draft();
    await post(nora, [message]);
    const url = `/api/conversations/${id}/messages/${message.id}`;
    expect(await kit.call(haruka, `DELETE ${url}`)).toMatchObject({ status: 404 });
    const done = await kit.call(nora, `DELETE ${url}`);
    expect(done.status).toBe(200);
    expect(await kit.call(nora, `DELETE ${url}`)).toEqual(done);
    const edit = { body: "back", baseVer: done.body["ver"] };
    expect(await kit.call(nora, `PATCH ${url}`, edit)).toMatchObject({ status: 404 });
    const items = (await kit.history(haruka, id)).items;
    expect(items.find((item) => item.id === message.id)).toMatchObject({ body: null });
  });

  test("MSG-1: an id of somebody else's is ID_TAKEN, also over HTTP", async () => {
    const message = draft();
    await post(nora, [message]);
    expect(await post(haruka, [message])).toMatchObject({
      status: 409,
      body: { code: "ID_TAKEN", results: [{ id: message.id, ok: false }] },
    });
    const mixed = await post(haruka, [message, draft()]);
    expect(mixed).toMatchObject({
      status: 200,
      body: { results: [{ ok: false, error: { code: "ID_TAKEN" } }, { ok: true }] },
    });
  });

  test("MSG-3: a text is stored exactly as sent or refused", async () => {
    const exact = "  two spaces\r\n\tand 👩‍👩‍👧 'quotes' \\ \u0001 ";
    expect(await post(nora, [draft(exact)])).toMatchObject({ status: 200 });
    expect((await kit.history(haruka, id)).items.at(-1)?.body).toBe(exact);
    for (const body of ["", "   \n", "a\0b", "a\ud800", "x".repeat(8_001)]) {
      expect(await post(nora, [draft(body)])).toMatchObject({
        status: 400,
        body: { code: "VALIDATION" },
      });
    }
    expect(await post(nora, [draft("𝒳".repeat(8_000))])).toMatchObject({ status: 200 });
  });

  test("MSG-8: after the friendship ended nothing new is written, and what was sent can be asked for", async () => {
    const other = await addPerson(kit);
    const where = await befriend(kit, nora, other);
    const message = draft();
    await kit.send(nora, where, [message]);
    await unfriend(kit, nora, other);
    const url = `/api/conversations/${where}/messages`;
    expect(await kit.call(nora, `POST ${url}`, { messages: [draft()] })).toMatchObject({
      status: 403,
      body: { code: "CANNOT_WRITE" },
    });
    const edit = { body: "other", baseVer: 2 };
    for (const call of [
      kit.call(nora, `PATCH ${url}/${message.id}`, edit),
      kit.call(nora, `DELETE ${url}/${message.id}`),
    ]) {
      expect(await call).toMatchObject({ status: 403, body: { code: "CANNOT_WRITE" } });
    }
    expect(await kit.send(nora, where, [message, draft()])).toMatchObject({
      results: [{ ok: true, duplicate: true }, { error: { code: "CANNOT_WRITE" } }],
    });
    expect((await kit.history(other, where)).items).toHaveLength(1);
  });

  test("MSG-4: sending too often refuses the whole and says when to come back", async () => {
    const node = await startMessaging({
      database: kit.database,
      hasLimits: true,
      now: () => new Date("2026-03-01T12:00:00.000Z"),
    });
    const messages = Array.from({ length: 20 }, () => draft());
    expect(await node.send(nora, id, messages)).toMatchObject({ ok: true });
    expect(await node.send(nora, id, messages)).toEqual({ ok: false, code: "RATE_LIMITED" });
    const refused = await node.call(nora, `POST /api/conversations/${id}/messages`, { messages });
    expect(refused).toMatchObject({
      status: 429,
      body: { code: "RATE_LIMITED", retryAfterMs: 10_000 },
    });
    await node.close();
  });
});

describe("SYNC-10: history", () => {
  test("invariant 8: pages are ascending, without holes, and together everything", async () => {
    const other = await addPerson(kit);
    const where = await befriend(kit, nora, other);
    for (let at = 0; at < 5; at += 1) {
      await kit.send(
        nora,
        where,
        Array.from({ length: 9 }, () => draft()),
      );
    }
    const seqs: number[] = [];
    let query = "limit=10";
    for (;;) {
      const page = await kit.history(other, where, query);
      seqs.unshift(...page.items.map(({ seq }) => seq));
      if (page.before === null) break;
      query = `limit=10&before=${page.before}`;
    }
    expect(seqs).toEqual(Array.from({ length: 45 }, (_, at) => at + 1));
    const upwards = await kit.history(other, where, "limit=10&after=0");
    expect(upwards.items.map(({ seq }) => seq)).toEqual(seqs.slice(0, 10));
    expect(upwards).toMatchObject({ before: null, after: 10, epoch: EPOCH, ver: 46 });
    const around = await kit.history(other, where, "limit=10&around=20");
    expect(around.items.map(({ seq }) => seq)).toEqual(seqs.slice(14, 24));
    expect(around.users.map((user) => user.id)).toEqual([nora]);
    for (const wrong of ["before=1&after=2", "limit=101", "before=x", "limit=0"]) {
      const url = `GET /api/conversations/${where}/messages?${wrong}`;
      expect(await kit.call(nora, url)).toMatchObject({ status: 400 });
    }
  });

  test("invariant 8: every page is one range of at most `limit` seqs", () => {
    for (const last of [0, 1, 7, 30]) {
      for (let seq = 0; seq <= 32; seq += 1) {
        for (const limit of [1, 2, 5, 30]) {
          const up = chooseRange({ after: seq, limit }, last);
          expect(up).toEqual({ from: Math.min(seq, last) + 1, to: Math.min(seq + limit, last) });
          const down = chooseRange({ before: seq, limit }, last);
          expect(down.to).toBe(Math.max(0, Math.min(seq - 1, last)));
          expect(down.from).toBe(Math.max(1, down.to - limit + 1));
          const around = chooseRange({ around: seq, limit }, last);
          expect(around.to - around.from + 1).toBe(Math.min(limit, last));
          const inside = Math.max(Math.min(seq, last), Math.min(1, last));
          expect(around.from <= Math.max(inside, 1) && around.to >= inside).toBe(true);
        }
      }
    }
  });
});
