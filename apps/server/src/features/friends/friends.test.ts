import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPeople } from "#testing/people";
import type { PeopleKit } from "#testing/people";
import { expectRefetchEqual, fetchAll } from "#testing/refetch";

const MESSAGE = "Hello, shall we practise together?";
let kit: PeopleKit;

beforeAll(async () => {
  kit = await startPeople();
});
afterAll(() => kit.close());

async function pair(): Promise<[string, string]> {
  return [await kit.addPerson(), await kit.addPerson()];
}

async function canSend(conversationId: string): Promise<boolean[]> {
  const rows = await kit.db.execute<{ can_send: boolean }>(
    sql`SELECT can_send FROM members WHERE conversation_id = ${conversationId}`,
  );
  return rows.map((row) => row.can_send);
}

async function rowOf(viewer: string, key: string): Promise<unknown> {
  return (await fetchAll(kit, viewer)).rows.get(key)?.row;
}

describe("friends", () => {
  it("P7: ends the friendship for both; the conversation stays and takes no messages", async () => {
    const [a, b] = await pair();
    const conversation = await kit.befriend(a, b);
    expect(await rowOf(a, `user:${b}`)).toMatchObject({ id: b, friend: true });
    const unfriend = () => kit.call(a, `DELETE /api/friends/${b}`);
    expect((await expectRefetchEqual(kit, [a, b], unfriend)).status).toBe(204);
    expect(await canSend(conversation)).toEqual([false, false]);
    expect(await rowOf(b, `user:${a}`)).toMatchObject({ id: a, friend: false });
    expect((await kit.call(b, "GET /api/friends")).body.items).toEqual([]);
    expect((await unfriend()).status).toBe(404);
  });

  it("becoming friends again opens the same conversation", async () => {
    const [a, b] = await pair();
    const conversation = await kit.befriend(a, b);
    await kit.call(a, `DELETE /api/friends/${b}`);
    expect(await kit.befriend(b, a)).toBe(conversation);
    expect(await canSend(conversation)).toEqual([true, true]);
  });

  it("P7: lists friends by page, the newest first", async () => {
    const me = await kit.addPerson();
    const friends: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      const friend = await kit.addPerson();
      await kit.befriend(friend, me);
      friends.unshift(friend);
    }
    const seen: string[] = [];
    for (let next: string | null = ""; next !== null;) {
      const cursor: string = next ? `&cursor=${next}` : "";
      const { body } = await kit.call(me, `GET /api/friends?limit=2${cursor}`);
      seen.push(...body.items.map((user) => user.id));
      next = body.next;
    }
    expect(seen).toEqual(friends);
    for (const cursor of ["nonsense", Buffer.from("[1]").toString("base64url")]) {
      const { status } = await kit.call(me, `GET /api/friends?cursor=${cursor}`);
      expect(status).toBe(400);
    }
  });

  it("no list and no change is for whoever has no session", async () => {
    const [, b] = await pair();
    const routes = [
      "GET /api/friends",
      "GET /api/friends/requests",
      "GET /api/blocks",
      `DELETE /api/friends/${b}`,
      `PUT /api/blocks/${b}`,
      `DELETE /api/blocks/${b}`,
    ];
    for (const route of routes) {
      expect((await kit.call(null, route)).body.code).toBe("UNAUTHENTICATED");
    }
  });
});

describe("blocks", () => {
  it("FRND-4, P8: makes both invisible to each other at once", async () => {
    const [a, b] = await pair();
    const conversation = await kit.befriend(a, b);
    const block = () => kit.call(a, `PUT /api/blocks/${b}`);
    expect((await expectRefetchEqual(kit, [a, b], block)).status).toBe(204);
    for (const [viewer, other] of [
      [a, b],
      [b, a],
    ] as const) {
      expect((await kit.call(viewer, `GET /api/users/${other}`)).status).toBe(404);
      expect((await kit.call(viewer, "GET /api/users?query=ada")).body.items).not.toContainEqual(
        expect.objectContaining({ id: other }),
      );
      expect((await kit.call(viewer, "GET /api/friends")).body.items).toEqual([]);
      const request = { userId: other, message: MESSAGE };
      expect((await kit.call(viewer, "POST /api/friends/requests", request)).status).toBe(404);
    }
    expect(await canSend(conversation)).toEqual([false, false]);
    expect(kit.told).toContain(`relations ${a} ${b}`);
  });

  it("FRND-4, P8: only the one who blocks knows of it, and can list it", async () => {
    const [a, b] = await pair();
    await kit.befriend(a, b);
    await kit.call(a, `PUT /api/blocks/${b}`);
    expect(await rowOf(a, `block:${b}`)).toEqual({ userId: b });
    expect(await rowOf(b, `block:${a}`)).toBeUndefined();
    expect((await kit.call(a, "GET /api/blocks")).body.items).toMatchObject([{ id: b }]);
    expect((await kit.call(b, "GET /api/blocks")).body.items).toEqual([]);
  });

  it("the old conversation still names its partner", async () => {
    const [a, b] = await pair();
    await kit.befriend(a, b);
    await kit.call(a, `PUT /api/blocks/${b}`);
    expect(await rowOf(b, `user:${a}`)).toMatchObject({ id: a, friend: false });
  });

  it("FRND-4: a stranger who is blocked hears nothing", async () => {
    const [a, b] = await pair();
    const before = await fetchAll(kit, b);
    await expectRefetchEqual(kit, [a, b], () => kit.call(a, `PUT /api/blocks/${b}`));
    expect(await fetchAll(kit, b)).toEqual(before);
    await expectRefetchEqual(kit, [a, b], () => kit.call(a, `DELETE /api/blocks/${b}`));
    expect(await fetchAll(kit, b)).toEqual(before);
  });

  it("P8: blocking and unblocking twice changes nothing more", async () => {
    const [a, b] = await pair();
    await kit.call(a, `PUT /api/blocks/${b}`);
    const blocked = await fetchAll(kit, a);
    expect((await kit.call(a, `PUT /api/blocks/${b}`)).status).toBe(204);
    expect(await fetchAll(kit, a)).toEqual(blocked);
    expect((await kit.call(a, `DELETE /api/blocks/${b}`)).status).toBe(204);
    const unblocked = await fetchAll(kit, a);
    expect((await kit.call(a, `DELETE /api/blocks/${b}`)).status).toBe(204);
    expect(await fetchAll(kit, a)).toEqual(unblocked);
    expect(unblocked.rows.get(`block:${b}`)?.row).toBeNull();
  });

  it("P8: unblocking gives no friendship and no right to write back", async () => {
    const [a, b] = await pair();
    const conversation = await kit.befriend(a, b);
    await kit.call(a, `PUT /api/blocks/${b}`);
    await expectRefetchEqual(kit, [a, b], () => kit.call(a, `DELETE /api/blocks/${b}`));
    expect(await canSend(conversation)).toEqual([false, false]);
    expect((await kit.call(b, `GET /api/users/${a}`)).status).toBe(200);
    expect((await kit.call(b, "GET /api/friends")).body.items).toEqual([]);
  });

  it("blocks of both sides stand apart", async () => {
    const [a, b] = await pair();
    await kit.call(a, `PUT /api/blocks/${b}`);
    expect((await kit.call(b, `PUT /api/blocks/${a}`)).status).toBe(204);
    await kit.call(a, `DELETE /api/blocks/${b}`);
    expect((await kit.call(a, `GET /api/users/${b}`)).status).toBe(404);
    await kit.call(b, `DELETE /api/blocks/${a}`);
    expect((await kit.call(a, `GET /api/users/${b}`)).status).toBe(200);
  });

  it("refuses oneself and whoever does not exist", async () => {
    const me = await kit.addPerson();
    expect((await kit.call(me, `PUT /api/blocks/${me}`)).body.code).toBe("VALIDATION");
    const nobody = "0190aaaa-0000-7000-8000-000000000000";
    expect((await kit.call(me, `PUT /api/blocks/${nobody}`)).status).toBe(404);
    expect((await kit.call(me, "PUT /api/blocks/nonsense")).status).toBe(400);
  });

  it("ends a request between the two, on whichever side", async () => {
    for (const blockerAsked of [true, false]) {
      const [a, b] = await pair();
      const [from, to] = blockerAsked ? [a, b] : [b, a];
      const request = { userId: to, message: MESSAGE };
      await kit.call(from, "POST /api/friends/requests", request);
      await expectRefetchEqual(kit, [a, b], () => kit.call(a, `PUT /api/blocks/${b}`));
      for (const viewer of [a, b]) {
        const { body } = await kit.call(viewer, "GET /api/friends/requests");
        expect(body).toEqual({ incoming: [], outgoing: [] });
      }
    }
  });

  it("of an acceptance and a block at once, no friendship remains", async () => {
    for (let round = 0; round < 10; round += 1) {
      const [a, b] = await pair();
      const asked = await kit.call(a, "POST /api/friends/requests", {
        userId: b,
        message: MESSAGE,
      });
      const { id } = asked.body.request;
      const [accepted, blocked] = await Promise.all([
        kit.call(b, `POST /api/friends/requests/${id}/accept`),
        kit.call(a, `PUT /api/blocks/${b}`),
      ]);
      expect(blocked.status).toBe(204);
      expect([200, 404]).toContain(accepted.status);
      expect((await kit.call(b, "GET /api/friends")).body.items).toEqual([]);
      const conversation = await kit.db.execute(
        sql`SELECT 1 FROM members WHERE user_id = ${a} AND can_send`,
      );
      expect(conversation).toHaveLength(0);
    }
  });
});
