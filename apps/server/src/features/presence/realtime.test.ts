import type { Socket } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { poll } from "#kernel/pause";
import { startTestApp } from "#testing/test-app";
import type { TestApp } from "#testing/test-app";
import type { TestPerson } from "#testing/test-person";

let app: TestApp;
const sockets: Socket[] = [];

beforeAll(async () => {
  app = await startTestApp({ limits: true });
});
afterAll(async () => {
  for (const socket of sockets) socket.disconnect();
  await app.close();
});

interface Heard {
  event: string;
  userId: string;
  state?: string;
  activity?: string | null;
  lang?: string | null;
}

/** A socket and what it heard of presence and typing. */
async function listen(person: TestPerson): Promise<{ socket: Socket; heard: Heard[] }> {
  const socket = await person.connect();
  sockets.push(socket);
  const heard: Heard[] = [];
  for (const event of ["presence:changed", "typing:changed"]) {
    socket.on(event, (payload: Omit<Heard, "event">) => heard.push({ event, ...payload }));
  }
  return { socket, heard };
}

async function hears(heard: Heard[], expected: Partial<Heard>): Promise<void> {
  const hasCome = await poll(5_000, async () =>
    heard.some((event) =>
      Object.entries(expected).every(([key, value]) => event[key as keyof Heard] === value),
    ),
  );
  expect(hasCome, `${JSON.stringify(expected)} in ${JSON.stringify(heard)}`).toBe(true);
  heard.length = 0;
}

async function befriend(a: TestPerson, b: TestPerson): Promise<string> {
  const asked = await a.call("POST", "/api/friends/requests", {
    userId: b.id,
    message: "Hello, shall we practise together?",
  });
  const { id } = asked.body["request"] as { id: string };
  const accepted = await b.call("POST", `/api/friends/requests/${id}/accept`);
  return (accepted.body["conversation"] as { id: string }).id;
}

describe("presence and typing in the whole server", () => {
  it("C11, C12, P8: follow friendship, settings and blocks at once", async () => {
    const [ada, bo] = [await app.person("Ada"), await app.person("Bo")];
    const [atAda, atBo] = [await listen(ada), await listen(bo)];
    const strangers = await atAda.socket.emitWithAck("presence:watch", { userIds: [bo.id] });
    expect(strangers).toMatchObject({ ok: true, states: [] });

    const conversationId = await befriend(ada, bo);
    await hears(atAda.heard, { event: "presence:changed", userId: bo.id, state: "online" });

    const start = { conversationId, activity: "typing", lang: "ja" };
    expect(await atBo.socket.emitWithAck("typing:start", start)).toMatchObject({ ok: true });
    await hears(atAda.heard, { userId: bo.id, activity: "typing", lang: "ja" });
    expect(await atBo.socket.emitWithAck("typing:start", start)).toMatchObject({
      ok: false,
      error: { code: "RATE_LIMITED", retryAfterMs: expect.any(Number) },
    });
    await atBo.socket.emitWithAck("typing:stop", { conversationId });
    await hears(atAda.heard, { userId: bo.id, activity: null });

    await bo.call("PATCH", "/api/users/me", { settings: { presence: false } });
    await hears(atAda.heard, { userId: bo.id, state: "offline" });
    await bo.call("PATCH", "/api/users/me", { settings: { presence: true } });
    await hears(atAda.heard, { userId: bo.id, state: "online" });

    await bo.call("PUT", `/api/blocks/${ada.id}`);
    await hears(atAda.heard, { userId: bo.id, state: "offline" });
    const blocked = await atAda.socket.emitWithAck("presence:watch", { userIds: [bo.id] });
    expect(blocked).toMatchObject({ ok: true, states: [] });
  });

  it("invariants 12, 13: neither is for strangers, whatever they send", async () => {
    const [ada, bo, cy] = [await app.person("Ada"), await app.person("Bo"), await app.person("Cy")];
    const conversationId = await befriend(ada, bo);
    const [atAda, atCy] = [await listen(ada), await listen(cy)];
    const forged = { conversationId, userId: bo.id };
    expect(await atCy.socket.emitWithAck("typing:start", forged)).toMatchObject({
      ok: false,
      error: { code: "NOT_FOUND" },
    });
    const many = { userIds: Array.from({ length: 501 }, () => ada.id) };
    expect(await atCy.socket.emitWithAck("presence:watch", many)).toMatchObject({
      ok: false,
      error: { code: "VALIDATION" },
    });
    expect(atAda.heard).toEqual([]);
  });

  it("nobody is shown typing where nobody may write any more", async () => {
    const [ada, bo] = [await app.person("Ada"), await app.person("Bo")];
    const conversationId = await befriend(ada, bo);
    const [atAda, atBo] = [await listen(ada), await listen(bo)];
    await ada.call("DELETE", `/api/friends/${bo.id}`);
    const answer = await atBo.socket.emitWithAck("typing:start", { conversationId });
    expect(answer).toMatchObject({ ok: true });
    // A later answer on the same socket shows that nothing came before it.
    await ada.call("PUT", `/api/blocks/${bo.id}`);
    await atAda.socket.emitWithAck("presence:watch", { userIds: [] });
    expect(atAda.heard).toEqual([]);
  });
});
