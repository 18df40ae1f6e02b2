import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startParty } from "#testing/call-party";
import type { CallDevice, CallParty } from "#testing/call-party";
import { startTestApp } from "#testing/test-app";
import { connectSocket } from "#testing/test-person";

let party: CallParty;
let a: CallDevice;
let b: CallDevice;

beforeAll(async () => {
  party = await startParty(await startTestApp());
});
afterAll(async () => party.app.close());
afterEach(() => party.hangUpAll());

async function talk() {
  a = await party.device(party.nora, "laptop");
  b = await party.device(party.haruka, "phone");
  return party.talk(a, b);
}

test("S8: a reload rejoins without ringing, and both build their media anew", async () => {
  const { callId, toJoin } = await talk();
  b.socket.close();
  const again = await party.device(party.haruka, "phone");
  const state = await again.hear("call:state");
  expect(state.call).toMatchObject({ id: callId, state: "active", version: 2 });
  const joined = await again.do("call:join", { callId });
  expect(joined).toMatchObject({ state: "active", epoch: 2, version: 3 });
  const ofB = await again.hear("call:grant", ({ epoch }) => epoch === 2);
  const ofA = await a.hear("call:grant", ({ epoch }) => epoch === 2);
  expect(ofB.joinId > toJoin && ofB.joinId > ofA.joinId).toBe(true);
  expect(again.heard("call:ring")).toEqual([]);
  expect(a.heard("call:ring")).toEqual([]);
});

test("S9: a new socket is told of the call as it is, and of a ring that still rings", async () => {
  a = await party.device(party.nora, "laptop");
  const callId = await party.ring(a);
  const late = await party.device(party.haruka, "late");
  expect((await late.hear("call:ring")).call).toMatchObject({ id: callId, version: 1 });
  expect(await late.hear("call:state")).toMatchObject({ callId, version: 1 });
  await late.do("call:accept", { callId });
  await late.hear("call:grant");
  late.socket.close();
  const same = await party.device(party.haruka, "late");
  expect(await same.hear("call:grant")).toMatchObject({ callId, epoch: 1 });
  const other = await party.device(party.haruka, "other");
  expect(await other.hear("call:state")).toMatchObject({ callId, version: 2 });
  expect(other.heard("call:ring")).toEqual([]);
  // Whatever was meant for it came before the answer to its own question.
  expect(await other.do("call:heartbeat", { callId })).toMatchObject({ version: 2 });
  expect(other.heard("call:grant")).toEqual([]);
});

test("CALL-6: moving to another device takes the place over, and the old one may not speak any more", async () => {
  const { callId, fromJoin, toJoin } = await talk();
  const tablet = await party.device(party.haruka, "tablet");
  await tablet.do("call:join", { callId });
  const { call } = await b.hear("call:state", ({ version }) => version === 3);
  const mine = call.participants.find(({ userId }) => userId === party.haruka.id);
  expect(mine?.joinId).not.toBe(toJoin);
  const signal = { callId, to: fromJoin, seq: 1, askRestart: true };
  expect(await b.try("call:signal", { ...signal, epoch: 2 })).toBe("FORBIDDEN");
  expect(await b.try("call:signal", { ...signal, epoch: 1 })).toBe("ok");
  await tablet.do("call:signal", { ...signal, epoch: 2 });
  const heard = await a.hear("call:signal");
  expect(heard).toMatchObject({ from: mine?.joinId, epoch: 2 });
  expect(a.heard("call:signal")).toHaveLength(1);
});

test("G1, CALL-5: signals pass at most once and in order, and what the server did not pass is sent again by its sender", async () => {
  const { callId, fromJoin, toJoin } = await talk();
  const signal = (seq: number) => ({
    callId,
    epoch: 1,
    to: fromJoin,
    seq,
    candidate: { candidate: `candidate:${seq}` },
  });
  for (const seq of [1, 2]) await b.do("call:signal", signal(seq));
  await a.hear("call:signal", ({ seq }) => seq === 2);
  a.socket.close();
  // Nobody is there to hear it: it is not kept.
  await b.do("call:signal", signal(3));
  const again = await party.device(party.nora, "laptop");
  await again.hear("call:grant");
  expect(again.heard("call:signal")).toEqual([]);
  await again.do("call:signal-ack", { callId, epoch: 1, from: toJoin, seq: 2 });
  expect(await b.hear("call:signal-ack")).toMatchObject({ from: fromJoin, to: toJoin, seq: 2 });
  for (const seq of [3, 4]) await b.do("call:signal", signal(seq));
  await again.hear("call:signal", ({ seq }) => seq === 4);
  expect(again.heard("call:signal").map(({ seq }) => seq)).toEqual([3, 4]);
});

test("G2: no candidate passes before somebody has accepted", async () => {
  a = await party.device(party.nora, "laptop");
  b = await party.device(party.haruka, "phone");
  const callId = await party.ring(a);
  const { call } = await b.hear("call:ring");
  const to = call.participants.find(({ userId }) => userId === party.nora.id)?.joinId;
  const signal = { callId, epoch: 1, seq: 1, candidate: { candidate: "candidate:1" } };
  expect(await b.try("call:signal", { ...signal, to })).toBe("FORBIDDEN");
  expect(await a.try("call:signal", { ...signal, to })).toBe("ok");
  expect(a.heard("call:grant")).toEqual([]);
  await b.do("call:accept", { callId });
  await a.hear("call:grant");
  expect([...a.heard("call:signal"), ...b.heard("call:signal")]).toEqual([]);
});

test("C1: a server that starts again finds the call as it was, and both go on", async () => {
  const { callId, fromJoin, toJoin } = await talk();
  const other = await startTestApp({ database: party.app.database });
  const [nora, haruka] = [party.nora, party.haruka].map(({ cookie }) => ({
    cookie,
    origin: other.url,
  }));
  const sockets = await Promise.all([
    connectSocket(other.url, nora!, { device: "laptop" }),
    connectSocket(other.url, haruka!, { device: "phone" }),
  ]);
  const heard = new Promise((resolve) => sockets[0].once("call:signal", resolve));
  const beat = await sockets[0].emitWithAck("call:heartbeat", { callId });
  expect(beat.call).toMatchObject({ id: callId, state: "active", version: 2, epoch: 1 });
  const signal = { callId, epoch: 1, to: fromJoin, seq: 1, askRestart: true };
  expect(await sockets[1].emitWithAck("call:signal", signal)).toMatchObject({ ok: true });
  expect(await heard).toMatchObject({ from: toJoin, seq: 1 });
  for (const socket of sockets) socket.close();
  await other.close();
});

test("CALL-7: what one sends is told to the other and stands in the call", async () => {
  const { callId, toJoin } = await talk();
  const media = { mic: true, cam: true, screen: false, hand: false };
  const call = await b.do("call:media", { callId, ...media });
  expect(call.participants.find(({ joinId }) => joinId === toJoin)).toMatchObject(media);
  expect(await a.hear("call:media")).toMatchObject({
    callId,
    userId: party.haruka.id,
    joinId: toJoin,
    ...media,
  });
  expect((await b.do("call:media", { callId, ...media })).version).toBe(call.version);
  expect(b.heard("call:media")).toEqual([]);
});
