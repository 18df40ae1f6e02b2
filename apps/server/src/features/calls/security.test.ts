import { createHmac } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { newId } from "#kernel/ids";
import { befriendPeople, readCallMessages, startParty } from "#testing/call-party";
import type { CallDevice, CallParty } from "#testing/call-party";
import { startTestApp } from "#testing/test-app";
import { connectSocket } from "#testing/test-person";
import type { TestPerson } from "#testing/test-person";

const SECRET = "a secret that only tests share with no relay";
const TURN = "turn:127.0.0.1:3478?transport=udp";
const STUN = "stun:127.0.0.1:3478";

let party: CallParty;
let mallory: TestPerson;

beforeAll(async () => {
  const ice = { stunUrls: [STUN], turnUrls: [TURN], turnSecret: SECRET };
  party = await startParty(await startTestApp({ ice }));
  mallory = await party.app.person("Mallory");
});
afterAll(async () => party.app.close());
afterEach(() => party.hangUpAll());

async function talk() {
  const a = await party.device(party.nora, "laptop");
  const b = await party.device(party.haruka, "phone");
  return { a, b, ...(await party.talk(a, b)) };
}

test("X1: whoever is no member gets the error of an unknown call, for every command", async () => {
  const { callId, fromJoin, b } = await talk();
  const stranger = await party.device(mallory, "laptop");
  const signal = { epoch: 1, to: fromJoin, seq: 1, askRestart: true };
  const media = { mic: true, cam: false, screen: false, hand: false };
  const named = ["accept", "reject", "cancel", "join", "leave", "end", "heartbeat"];
  for (const id of [callId, newId()]) {
    const codes = [
      ...(await Promise.all(named.map((name) => tryNamed(stranger, name, { callId: id })))),
      await stranger.try("call:signal", { callId: id, ...signal }),
      await stranger.try("call:signal-ack", { callId: id, epoch: 1, from: fromJoin, seq: 1 }),
      await stranger.try("call:media", { callId: id, ...media }),
      await stranger.try("call:initiate", {
        callId: newId(),
        conversationId: party.conversationId,
        media: "voice",
      }),
    ];
    expect(new Set(codes)).toEqual(new Set(["NOT_FOUND"]));
  }
  expect(stranger.told).toEqual([]);
  expect(await b.do("call:heartbeat", { callId })).toMatchObject({ state: "active", version: 2 });
});

function tryNamed(device: CallDevice, name: string, payload: object): Promise<string> {
  return device.try(`call:${name}` as "call:accept", payload);
}

test("X1: a socket without a device takes no part, and neither does a token without the scope", async () => {
  const { app, nora } = party;
  const ask = { callId: newId(), conversationId: party.conversationId, media: "voice" };
  const bare = await nora.connect();
  expect((await bare.emitWithAck("call:initiate", ask)).error).toMatchObject({
    code: "VALIDATION",
    errors: [{ path: "device" }],
  });
  const scopes = ["read", "write"];
  const made = await nora.call("POST", "/api/auth/tokens", { name: "Robot", scopes });
  const authorization = `Bearer ${String(made.body["token"])}`;
  const robot = await connectSocket(app.url, { authorization }, { device: "robot" });
  expect((await robot.emitWithAck("call:initiate", ask)).error.code).toBe("FORBIDDEN");
  for (const socket of [bare, robot]) socket.close();
  const odd = await nora.connect("a\u0000b").catch((error: { data: unknown }) => error.data);
  expect(odd).toMatchObject({ code: "VALIDATION" });
});

test("X1: an id that another call or message has is not taken over", async () => {
  const { callId, a } = await talk();
  await a.do("call:end", { callId });
  const lucia = await party.app.person("Lucía");
  const conversationId = await befriendPeople(lucia, party.haruka);
  const stranger = await party.device(lucia, "desk");
  expect(await stranger.try("call:initiate", { callId, conversationId, media: "voice" })).toBe(
    "ID_TAKEN",
  );
  const messages = [{ id: newId(), kind: "text", body: "First" }];
  await lucia.call("POST", `/api/conversations/${conversationId}/messages`, { messages });
  const ask = { callId: messages[0]!.id, conversationId, media: "voice" };
  expect(await stranger.try("call:initiate", ask)).toBe("ID_TAKEN");
});

test("S7: a message that takes the call's id does not keep the call from ending with its own", async () => {
  const a = await party.device(party.nora, "laptop");
  const callId = await party.ring(a);
  const messages = [{ id: callId, kind: "text", body: "Mine first" }];
  const path = `/api/conversations/${party.conversationId}/messages`;
  await party.nora.call("POST", path, { messages });
  expect(await a.do("call:cancel", { callId })).toMatchObject({ reason: "cancelled" });
  const kept = await readCallMessages(party.haruka, party.conversationId);
  expect(kept.filter(({ call }) => call.id === callId)).toHaveLength(1);
});

test("X2: the server stamps the sender, and a device of the same name opens nothing to others", async () => {
  const { a, b, callId, fromJoin, toJoin } = await talk();
  // The tab's name is the client's word: it is believed within one session alone.
  const namesake = await party.device(mallory, "laptop");
  const otherSession = await party.device(await party.nora.logIn(), "laptop");
  const forged = { from: fromJoin, userId: party.nora.id };
  const signal = { callId, epoch: 1, to: fromJoin, seq: 1, askRestart: true, ...forged };
  await b.do("call:signal", signal);
  expect(await a.hear("call:signal")).toMatchObject({ from: toJoin, to: fromJoin });
  expect(await otherSession.try("call:signal", { ...signal, to: toJoin })).toBe("FORBIDDEN");
  await otherSession.do("call:media", {
    callId,
    mic: true,
    cam: true,
    screen: true,
    hand: true,
  });
  const call = await otherSession.do("call:heartbeat", { callId });
  expect(call.version).toBe(2);
  for (const one of [namesake, otherSession]) {
    expect([...one.heard("call:signal"), ...one.heard("call:grant")]).toEqual([]);
  }
});

test("X3: what is too large or not a signal is refused, and the socket stays", async () => {
  const { a, b, callId, fromJoin } = await talk();
  const envelope = { callId, epoch: 1, to: fromJoin, seq: 1 };
  const sdp = (length: number) => ({ type: "offer", sdp: "a".repeat(length) });
  const candidate = (length: number) => ({ candidate: "a".repeat(length) });
  const refused = [
    { ...envelope, candidate: candidate(1_025) },
    { ...envelope, candidate: candidate(10), askRestart: true },
    envelope,
    { ...envelope, description: { type: "rollback", sdp: "" } },
    { ...envelope, seq: 0, askRestart: true },
    { ...envelope, to: "somebody", askRestart: true },
    null,
  ];
  for (const payload of refused) {
    expect(await b.try("call:signal", payload as object)).toBe("VALIDATION");
  }
  const largest = "a=\r\n".repeat(16 * 1024);
  for (const tooLong of [`${largest}a`, largest + largest.slice(0, 20_000), "é".repeat(33_000)]) {
    const description = { type: "offer", sdp: tooLong };
    expect(await b.try("call:signal", { ...envelope, description })).toBe("VALIDATION");
  }
  await b.do("call:signal", { ...envelope, description: { type: "offer", sdp: largest } });
  expect((await a.hear("call:signal")).description?.sdp).toBe(largest);
  expect(b.socket.connected).toBe(true);
  const ended = new Promise((resolve) => b.socket.once("disconnect", resolve));
  b.socket.emit("call:signal", { ...envelope, description: sdp(140 * 1024) });
  await ended;
});

describe("X4: credentials for the relay", () => {
  async function iceOf(person: TestPerson, callId?: string) {
    const query = callId === undefined ? "" : `?callId=${callId}`;
    const { status, body } = await person.call("GET", `/api/ice${query}`);
    return { status, servers: body["iceServers"] as { urls: string[]; username?: string }[] };
  }

  test("X4: only joined participants get them, for one hour, each their own", async () => {
    const a = await party.device(party.nora, "laptop");
    const b = await party.device(party.haruka, "phone");
    const callId = await party.ring(a);
    expect((await iceOf(party.haruka, callId)).status).toBe(404);
    expect((await iceOf(mallory, callId)).status).toBe(404);
    expect((await iceOf(mallory)).servers).toEqual([{ urls: [STUN] }]);
    const before = Math.floor(Date.now() / 1000);
    await b.do("call:accept", { callId });
    const grant = await b.hear("call:grant");
    const [stun, turn] = grant.iceServers;
    expect(stun).toEqual({ urls: [STUN] });
    const [expiry = "", name = ""] = (turn?.username ?? "").split(":");
    expect(turn).toMatchObject({
      urls: [TURN],
      credential: createHmac("sha1", SECRET).update(`${expiry}:${name}`).digest("base64"),
    });
    expect(Number(expiry) - before).toBeGreaterThanOrEqual(3_600);
    expect(Number(expiry) - before).toBeLessThan(3_660);
    const other = (await a.hear("call:grant")).iceServers[1]?.username ?? "";
    expect(other.split(":")[1]).not.toBe(name);
    for (const id of [party.haruka.id, party.nora.id, callId]) expect(name).not.toContain(id);
    expect((await iceOf(party.haruka, callId)).servers[1]?.username).toContain(name);
    await a.do("call:end", { callId });
    expect((await iceOf(party.haruka, callId)).status).toBe(404);
    const others = [...a.told, ...b.told].filter(({ name: event }) => event !== "call:grant");
    expect(JSON.stringify(others)).not.toContain("credential");
  });

  test("CALL-9: people who have never spoken go through the relay, and then may go directly", async () => {
    const lucia = await party.app.person("Lucía");
    const conversationId = await befriendPeople(lucia, party.haruka);
    const [a, b] = [await party.device(lucia, "laptop"), await party.device(party.haruka, "phone")];
    const relayed: boolean[] = [];
    for (const reason of ["failed", undefined, undefined]) {
      const callId = await party.ring(a, conversationId);
      await b.do("call:accept", { callId });
      const grant = await b.hear("call:grant", (one) => one.callId === callId);
      relayed.push(grant.relayOnly);
      await a.do("call:end", { callId, ...(reason && { reason }) });
    }
    expect(relayed).toEqual([true, true, false]);
  });
});

test("CALL-10: a block ends the call of the two, and starting again is refused as writing is", async () => {
  const lucia = await party.app.person("Lucía");
  const conversationId = await befriendPeople(lucia, party.haruka);
  const [a, b] = [await party.device(lucia, "laptop"), await party.device(party.haruka, "phone")];
  const callId = await party.ring(a, conversationId);
  await b.do("call:accept", { callId });
  await party.haruka.call("PUT", `/api/blocks/${lucia.id}`);
  for (const one of [a, b]) {
    expect(await one.hear("call:ended")).toMatchObject({ callId, reason: "not-allowed" });
  }
  const again = { callId: newId(), conversationId, media: "voice" };
  expect(await a.try("call:initiate", again)).toBe("CANNOT_WRITE");
  expect(await b.try("call:initiate", again)).toBe("CANNOT_WRITE");
});

test("CALL-10: the end of a friendship stops the ring, and counts as no missed call", async () => {
  const lucia = await party.app.person("Lucía");
  const conversationId = await befriendPeople(lucia, mallory);
  const [a, b] = [await party.device(lucia, "laptop"), await party.device(mallory, "phone")];
  await party.ring(a, conversationId);
  await b.hear("call:ring");
  await lucia.call("DELETE", `/api/friends/${mallory.id}`);
  expect(await b.hear("call:stop")).toMatchObject({ reason: "not-allowed" });
  expect(await a.hear("call:ended")).toMatchObject({ reason: "not-allowed" });
  const kinds = b.heard("user:changed").flatMap(({ changes }) => changes.map(({ kind }) => kind));
  expect(kinds).not.toContain("calls");
});

test("CALL-8: a session that ends takes its device out of the call's reach", async () => {
  const { callId, a } = await talk();
  const other = await party.nora.logIn();
  const moved = await party.device(other, "laptop");
  await moved.do("call:join", { callId });
  const gone = new Promise((resolve) => moved.socket.once("disconnect", resolve));
  await other.call("POST", "/api/auth/logout");
  await gone;
  // Its lease runs out: the same tab under another session does not renew it.
  const lease = await leaseOf(callId);
  await a.do("call:heartbeat", { callId });
  expect(await leaseOf(callId)).toEqual(lease);
});

async function leaseOf(callId: string): Promise<unknown> {
  const [row] = await party.app.database.sql`
    SELECT lease_until FROM call_participants WHERE call_id = ${callId} AND user_id = ${party.nora.id}`;
  return row;
}
