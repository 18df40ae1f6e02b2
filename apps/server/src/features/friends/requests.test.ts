import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPeople } from "#testing/people";
import type { Answer, PeopleKit } from "#testing/people";
import { expectRefetchEqual } from "#testing/refetch";

const MESSAGE = "Hello, shall we practise together?";
const DAY_MS = 24 * 60 * 60 * 1000;
let kit: PeopleKit;

beforeAll(async () => {
  kit = await startPeople();
});
afterAll(() => kit.close());

function ask(from: string, to: string, message = MESSAGE): Promise<Answer> {
  return kit.call(from, "POST /api/friends/requests", { userId: to, message });
}

async function askedPair(): Promise<[string, string, string]> {
  const [a, b] = [await kit.addPerson(), await kit.addPerson()];
  return [a, b, (await ask(a, b)).body.request.id];
}

describe("asking", () => {
  it("P6: shows the request to both sides, live and afresh", async () => {
    const [a, b] = [await kit.addPerson("Ada"), await kit.addPerson("Bo")];
    const answer = await expectRefetchEqual(kit, [a, b], () => ask(a, b, `  ${MESSAGE}  `));
    expect(answer.status).toBe(201);
    expect(answer.body.request).toMatchObject({
      message: MESSAGE,
      from: { id: a, name: "Ada" },
      to: { id: b, name: "Bo" },
      at: "2026-03-01T12:00:00.000Z",
    });
    const mine = (await kit.call(a, "GET /api/friends/requests")).body;
    const theirs = (await kit.call(b, "GET /api/friends/requests")).body;
    expect(mine).toEqual({ incoming: [], outgoing: [answer.body.request] });
    expect(theirs).toEqual({ incoming: [answer.body.request], outgoing: [] });
  });

  it("FRND-1, P6: can be done once, whichever side asked", async () => {
    const [a, b] = await askedPair();
    for (const again of [await ask(a, b), await ask(b, a)]) {
      expect([again.status, again.body.code]).toEqual([409, "REQUEST_EXISTS"]);
    }
  });

  it("FRND-1, P6: of two requests that cross, one is made", async () => {
    for (let round = 0; round < 5; round += 1) {
      const [a, b] = [await kit.addPerson(), await kit.addPerson()];
      const answers = await Promise.all([ask(a, b), ask(b, a), ask(a, b), ask(b, a)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409]);
    }
  });

  it("refuses oneself, strangers to the server and friends", async () => {
    const [a, b] = [await kit.addPerson(), await kit.addPerson()];
    await kit.befriend(a, b);
    const toSelf = await ask(a, a);
    expect([toSelf.body.code, toSelf.body.errors[0]?.path]).toEqual(["VALIDATION", "userId"]);
    expect((await ask(a, "0190aaaa-0000-7000-8000-000000000000")).body.code).toBe("NOT_FOUND");
    expect((await ask(a, b)).body.code).toBe("REQUEST_EXISTS");
  });

  it("P6: takes a first line of 10 to 300 characters", async () => {
    const [a, b] = [await kit.addPerson(), await kit.addPerson()];
    for (const message of ["too short", "x".repeat(301), " ".repeat(20)]) {
      const { status, body } = await ask(a, b, message);
      expect([status, body.errors[0]?.path]).toEqual([400, "message"]);
    }
    expect((await ask(a, b, "こんにちは、練習しませんか")).status).toBe(201);
  });
});

describe("answering", () => {
  it("FRND-3, P6, P10: accepting makes friends and one open conversation at once", async () => {
    const [a, b, id] = await askedPair();
    const answer = await expectRefetchEqual(kit, [a, b], () =>
      kit.call(b, `POST /api/friends/requests/${id}/accept`),
    );
    expect(answer.status).toBe(200);
    expect(answer.body.conversation).toMatchObject({ kind: "direct", seq: 0, unread: 0 });
    for (const [viewer, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const friends = (await kit.call(viewer, "GET /api/friends")).body;
      expect(friends.items.map((user) => user.id)).toEqual([other]);
      const requests = (await kit.call(viewer, "GET /api/friends/requests")).body;
      expect(requests).toEqual({ incoming: [], outgoing: [] });
    }
    expect(kit.told).toContain(`relations ${b} ${a}`);
  });

  it("FRND-3: accepting from two devices at once gives one friendship and the same conversation", async () => {
    const [, b, id] = await askedPair();
    const accept = () => kit.call(b, `POST /api/friends/requests/${id}/accept`);
    const answers = await Promise.all([accept(), accept(), accept()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map(({ body }) => body.conversation.id)).size).toBe(1);
  });

  it("FRND-2: a refusal only ends the request, and holds for thirty days", async () => {
    const [a, b, id] = await askedPair();
    const refuse = () => kit.call(b, `POST /api/friends/requests/${id}/refuse`);
    expect((await expectRefetchEqual(kit, [a, b], refuse)).status).toBe(204);
    expect((await refuse()).status).toBe(204);
    expect((await kit.call(a, "GET /api/friends/requests")).body.outgoing).toEqual([]);
    const again = await ask(a, b);
    expect(again.body).toMatchObject({
      code: "REQUEST_EXISTS",
      title: "There is a request between you already.",
    });
    kit.time.now += 30 * DAY_MS + 1;
    expect((await ask(a, b)).status).toBe(201);
  });

  it("FRND-2: whoever refused may ask in turn", async () => {
    const [a, b, id] = await askedPair();
    await kit.call(b, `POST /api/friends/requests/${id}/refuse`);
    expect((await ask(b, a)).status).toBe(201);
  });

  it("cancelling takes the request back, and asking again is possible", async () => {
    const [a, b, id] = await askedPair();
    const cancel = () => kit.call(a, `DELETE /api/friends/requests/${id}`);
    expect((await expectRefetchEqual(kit, [a, b], cancel)).status).toBe(204);
    expect((await cancel()).status).toBe(204);
    expect((await kit.call(b, `POST /api/friends/requests/${id}/accept`)).status).toBe(404);
    expect((await ask(a, b)).status).toBe(201);
  });

  it("of an acceptance and a cancellation at once, one wins", async () => {
    for (let round = 0; round < 5; round += 1) {
      const [a, b, id] = await askedPair();
      const [accepted, cancelled] = await Promise.all([
        kit.call(b, `POST /api/friends/requests/${id}/accept`),
        kit.call(a, `DELETE /api/friends/requests/${id}`),
      ]);
      const friends = (await kit.call(a, "GET /api/friends")).body.items;
      expect([accepted.status, cancelled.status, friends.length]).toEqual(
        accepted.status === 200 ? [200, 404, 1] : [404, 204, 0],
      );
    }
  });

  it("belongs to the one side that may", async () => {
    const [a, b, id] = await askedPair();
    const stranger = await kit.addPerson();
    const paths = {
      accept: `POST /api/friends/requests/${id}/accept`,
      refuse: `POST /api/friends/requests/${id}/refuse`,
      cancel: `DELETE /api/friends/requests/${id}`,
    };
    const wrong = [
      [a, paths.accept],
      [a, paths.refuse],
      [b, paths.cancel],
      [stranger, paths.accept],
      [stranger, paths.refuse],
      [stranger, paths.cancel],
    ] as const;
    for (const [who, path] of wrong) expect((await kit.call(who, path)).status).toBe(404);
    for (const path of Object.values(paths)) expect((await kit.call(null, path)).status).toBe(401);
    expect((await kit.call(b, "POST /api/friends/requests/nonsense/accept")).status).toBe(400);
  });

  it("a friendship that ended since is not brought back by a late acceptance", async () => {
    const [a, b, id] = await askedPair();
    await kit.call(b, `POST /api/friends/requests/${id}/accept`);
    await kit.call(a, `DELETE /api/friends/${b}`);
    expect((await kit.call(b, `POST /api/friends/requests/${id}/accept`)).status).toBe(404);
  });
});

describe("limits", () => {
  it("FRND-1, P6: twenty requests a day, three of them to the same person; refused ones do not count", async () => {
    const limited = await startPeople({ limits: true });
    const send = (from: string, userId: string) =>
      limited.call(from, "POST /api/friends/requests", { userId, message: MESSAGE });
    try {
      const [me, first] = [await limited.addPerson(), await limited.addPerson()];
      for (let count = 0; count < 3; count += 1) {
        const { request } = (await send(me, first)).body;
        expect((await send(me, first)).body.code).toBe("REQUEST_EXISTS");
        await limited.call(me, `DELETE /api/friends/requests/${request.id}`);
      }
      expect((await send(me, first)).status).toBe(429);
      for (let count = 3; count < 20; count += 1) {
        expect((await send(me, await limited.addPerson())).status).toBe(201);
      }
      const last = await limited.addPerson();
      expect((await send(me, last)).body).toMatchObject({ code: "RATE_LIMITED" });
      limited.time.now += DAY_MS;
      expect((await send(me, last)).status).toBe(201);
    } finally {
      await limited.close();
    }
  });
});
