import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { newId } from "#kernel/ids";
import { befriendPeople, readCallMessages, startParty } from "#testing/call-party";
import type { CallParty } from "#testing/call-party";
import { startTestApp } from "#testing/test-app";

let party: CallParty;

beforeAll(async () => {
  party = await startParty(await startTestApp());
});
afterAll(async () => party.app.close());
afterEach(() => party.hangUpAll());

test("CALL-1: two people ring, accept, signal and hang up over real sockets", async () => {
  const { nora, haruka, conversationId } = party;
  const [a, b] = [await party.device(nora, "laptop"), await party.device(haruka, "phone")];
  const callId = newId();
  const ringing = await a.do("call:initiate", { callId, conversationId, media: "video" });
  expect(ringing).toMatchObject({ id: callId, state: "ringing", version: 1, startedBy: nora.id });
  expect((await b.hear("call:ring")).call).toEqual(ringing);

  const active = await b.do("call:accept", { callId });
  expect(active).toMatchObject({ state: "active", reason: null, version: 2, ringUntil: null });
  const [ofA, ofB] = [await a.hear("call:grant"), await b.hear("call:grant")];
  expect(ofA).toMatchObject({ epoch: 1, relayOnly: false, iceServers: [] });
  expect(ofB.joinId > ofA.joinId).toBe(true);
  expect(b.heard("call:stop")).toEqual([]);

  const description = { type: "offer", sdp: "v=0" } as const;
  const envelope = { callId, epoch: 1, seq: 1 };
  await b.do("call:signal", { ...envelope, to: ofA.joinId, description });
  const [from, to] = [ofB.joinId, ofA.joinId];
  expect(await a.hear("call:signal")).toEqual({ ...envelope, from, to, description });
  await a.do("call:signal-ack", { ...envelope, from });
  expect(await b.hear("call:signal-ack")).toEqual({ ...envelope, from: to, to: from });

  const ended = await a.do("call:end", { callId });
  expect(ended).toMatchObject({ state: "ended", reason: "completed", version: 3 });
  for (const one of [a, b]) {
    expect(await one.hear("call:ended")).toMatchObject({ callId, reason: "completed" });
    const versions = one.heard("call:state").map(({ version }) => version);
    expect(versions).toEqual([1, 2, 3]);
  }
  expect(await readCallMessages(haruka, conversationId)).toMatchObject([
    {
      senderId: nora.id,
      body: null,
      call: { id: callId, media: "video", reason: "completed", seconds: 0 },
    },
  ]);
});

test("S1: starting at the same moment makes one call, and a repeated start rings once", async () => {
  const { nora, haruka, conversationId } = party;
  const [a, b] = [await party.device(nora, "laptop"), await party.device(haruka, "phone")];
  for (let round = 0; round < 5; round += 1) {
    const asks = [newId(), newId()].map((callId) => ({ callId, conversationId, media: "voice" }));
    const [ofA, ofB] = await Promise.all([
      a.do("call:initiate", asks[0]!),
      b.do("call:initiate", asks[1]!),
    ]);
    expect(ofA.id).toBe(ofB.id);
    const again = await Promise.all([
      a.do("call:initiate", asks[0]!),
      b.do("call:initiate", asks[1]!),
    ]);
    expect(again).toMatchObject([
      { id: ofA.id, state: "active", version: 2 },
      { id: ofA.id, state: "active", version: 2 },
    ]);
    const rings = [...a.heard("call:ring"), ...b.heard("call:ring")];
    expect(rings.filter(({ callId }) => callId === ofA.id)).toHaveLength(1);
    await a.do("call:end", { callId: ofA.id });
  }
});

test("S2, CALL-3: of three devices that accept one joins, and the others stop ringing exactly once", async () => {
  const { nora, haruka } = party;
  const caller = await party.device(nora, "laptop");
  const devices = await Promise.all(
    ["phone", "tablet", "desk"].map((name) => party.device(haruka, name)),
  );
  const callId = await party.ring(caller);
  await Promise.all(devices.map((one) => one.hear("call:ring")));
  const answers = await Promise.all(devices.map((one) => one.do("call:accept", { callId })));
  for (const answer of answers) expect(answer).toMatchObject({ state: "active", version: 2 });
  const granted = devices.filter((one) => one.heard("call:grant").length > 0);
  expect(granted).toHaveLength(1);
  for (const one of devices) {
    const stops = one.heard("call:stop").map(({ reason }) => reason);
    expect(stops).toEqual(granted.includes(one) ? [] : ["answered-elsewhere"]);
  }
});

test("S2: declining on one device stops the others", async () => {
  const { nora, haruka } = party;
  const [phone, tablet] = [await party.device(haruka, "phone"), await party.device(haruka, "tab")];
  const caller = await party.device(nora, "laptop");
  const callId = await party.ring(caller);
  expect(await phone.do("call:reject", { callId })).toMatchObject({ reason: "declined" });
  expect(await tablet.hear("call:stop")).toMatchObject({ reason: "declined-elsewhere" });
  expect(await caller.hear("call:ended")).toMatchObject({ reason: "declined" });
  expect(phone.heard("call:stop")).toEqual([]);
});

test("S5: cancelling against accepting has one winner", async () => {
  const { nora, haruka, conversationId } = party;
  const [a, b] = [await party.device(nora, "laptop"), await party.device(haruka, "phone")];
  for (let round = 0; round < 8; round += 1) {
    const callId = await party.ring(a);
    const acts = [() => a.do("call:cancel", { callId }), () => b.do("call:accept", { callId })];
    const inOrder = round % 2 === 0 ? acts : acts.toReversed();
    await Promise.all(inOrder.map((act) => act()));
    const { state, reason, startedAt } = await a.do("call:heartbeat", { callId });
    expect(state).toBe("ended");
    expect(reason).toBe(startedAt === null ? "cancelled" : "completed");
  }
  const messages = await readCallMessages(nora, conversationId);
  const ids = messages.map(({ call }) => call.id);
  expect(new Set(ids).size).toBe(ids.length);
});

test("S6: what comes after the end changes nothing and is answered with the call as it ended", async () => {
  const { nora, haruka } = party;
  const [a, b] = [await party.device(nora, "laptop"), await party.device(haruka, "phone")];
  const { callId, fromJoin } = await party.talk(a, b);
  const ended = await b.do("call:leave", { callId });
  expect(ended).toMatchObject({ state: "ended", reason: "completed" });
  for (const name of ["accept", "reject", "cancel", "join", "leave", "end", "heartbeat"] as const) {
    expect([name, await b.do(`call:${name}`, { callId })]).toEqual([name, ended]);
  }
  const media = { callId, mic: true, cam: true, screen: false, hand: false };
  expect(await b.do("call:media", media)).toEqual(ended);
  const signal = { callId, epoch: 1, to: fromJoin, seq: 1, askRestart: true };
  expect(await b.do("call:signal", signal)).toEqual(ended);
  expect(a.heard("call:signal")).toEqual([]);
});

test("S3: nobody is in two calls, and a busy callee is never rung", async () => {
  const { nora, haruka, app } = party;
  const lucia = await app.person("Lucía");
  const withHaruka = await befriendPeople(lucia, haruka);
  const withNora = await befriendPeople(lucia, nora);
  const [a, b] = [await party.device(nora, "laptop"), await party.device(haruka, "phone")];
  const c = await party.device(lucia, "desk");
  await party.ring(a);
  const first = newId();
  const ask = { callId: first, conversationId: withHaruka, media: "voice" };
  // Haruka rings and Nora calls: both are busy.
  expect(await c.do("call:initiate", ask)).toMatchObject({ state: "ended", reason: "busy" });
  expect(await c.do("call:initiate", ask)).toMatchObject({ state: "ended", reason: "busy" });
  const second = { ...ask, callId: newId(), conversationId: withNora };
  expect(await c.do("call:initiate", second)).toMatchObject({ reason: "busy" });
  expect(b.heard("call:ring").map(({ callId }) => callId)).not.toContain(first);
  expect(await a.try("call:initiate", { ...ask, callId: newId(), conversationId: withNora })).toBe(
    "CONFLICT",
  );
  expect(await readCallMessages(haruka, withHaruka)).toMatchObject([
    { call: { id: first, reason: "busy", seconds: 0 } },
  ]);
});

test("S7, CALL-4: one message a call, missed calls are counted until they are looked at, and the list tells all", async () => {
  const { nora, haruka, conversationId } = party;
  await haruka.call("PUT", "/api/calls/seen");
  const before = await readCallMessages(haruka, conversationId);
  const [a, b] = [await party.device(nora, "laptop"), await party.device(haruka, "phone")];
  const missed = await party.ring(a);
  await a.do("call:cancel", { callId: missed });
  expect(await b.hear("call:stop")).toMatchObject({ callId: missed, reason: "missed" });
  const changed = await b.hear("user:changed");
  expect(changed.changes).toMatchObject([{ kind: "calls", id: haruka.id, row: { missed: 1 } }]);
  const { callId } = await party.talk(a, b);
  await b.do("call:end", { callId, reason: "failed" });
  const after = await readCallMessages(haruka, conversationId);
  expect(after.slice(before.length).map(({ call }) => [call.id, call.reason])).toEqual([
    [missed, "cancelled"],
    [callId, "failed"],
  ]);
  const first = await haruka.call("GET", "/api/calls?limit=1");
  expect(first.body["items"]).toMatchObject([{ id: callId, state: "ended", reason: "failed" }]);
  const cursor = encodeURIComponent(String(first.body["next"]));
  const second = await haruka.call("GET", `/api/calls?limit=1&cursor=${cursor}`);
  expect(second.body["items"]).toMatchObject([{ id: missed, reason: "cancelled" }]);
  expect((await haruka.call("PUT", "/api/calls/seen")).status).toBe(204);
  await b.hear("user:changed", ({ changes }) => {
    const row = changes[0]?.row as { missed?: number } | undefined;
    return row?.missed === 0;
  });
});
