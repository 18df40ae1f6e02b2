import { afterEach, beforeEach, expect, test } from "vitest";
import { newId } from "#kernel/ids";
import { startMessaging } from "#testing/messaging";
import type { CallActor, Messaging } from "#testing/messaging";
import { addPerson, befriend } from "#testing/relations";
import { startTestApp } from "#testing/test-app";

let kit: Messaging;
let time: number;
let nora: CallActor;
let haruka: CallActor;
let conversationId: string;

beforeEach(async () => {
  time = Date.parse("2026-03-01T12:00:00.000Z");
  kit = await startMessaging({ now: () => new Date(time), hasLimits: true });
  nora = { userId: await addPerson(kit, "Nora"), device: "laptop" };
  haruka = { userId: await addPerson(kit, "Haruka"), device: "phone" };
  conversationId = await befriend(kit, nora.userId, haruka.userId);
});
afterEach(() => kit.close());

/** Calls and takes it back: the code, or "ok". */
async function callInVain(from: CallActor, where: string): Promise<string> {
  const callId = newId();
  const ask = { callId, conversationId: where, media: "voice" } as const;
  const answer = await kit.inCall(from, "call:initiate", ask);
  if (!answer.ok) return answer.code;
  await kit.inCall(from, "call:cancel", { callId });
  return "ok";
}

async function callTimes(count: number): Promise<string[]> {
  const codes: string[] = [];
  for (let call = 0; call < count; call += 1) codes.push(await callInVain(nora, conversationId));
  return codes;
}

test("X3: somebody who does not answer is called three times in ten minutes", async () => {
  expect(await callTimes(4)).toEqual(["ok", "ok", "ok", "RATE_LIMITED"]);
  expect(await callInVain(haruka, conversationId)).toBe("ok");
  time += 600_000;
  expect(await callTimes(1)).toEqual(["ok"]);
});

test("X3: whoever was answered may call again as if for the first time", async () => {
  expect(await callTimes(2)).toEqual(["ok", "ok"]);
  const callId = newId();
  await kit.inCall(nora, "call:initiate", { callId, conversationId, media: "voice" });
  await kit.inCall(haruka, "call:accept", { callId });
  await kit.inCall(nora, "call:end", { callId });
  expect(await callTimes(4)).toEqual(["ok", "ok", "ok", "RATE_LIMITED"]);
});

test("X3: one person starts ten calls a minute", async () => {
  const codes: string[] = [];
  for (let friend = 0; friend < 11; friend += 1) {
    const where = await befriend(kit, nora.userId, await addPerson(kit));
    codes.push(await callInVain(nora, where));
  }
  expect(codes).toEqual([...Array.from({ length: 10 }, () => "ok"), "RATE_LIMITED"]);
  time += 60_000;
  expect(await callTimes(1)).toEqual(["ok"]);
});

test("X3: sixty signals in ten seconds pass from one to the other, and as many back", async () => {
  const callId = newId();
  await kit.inCall(nora, "call:initiate", { callId, conversationId, media: "voice" });
  const answer = await kit.inCall(haruka, "call:accept", { callId });
  if (!answer.ok) throw new Error("Accepting was refused.");
  const places = new Map(answer.call.participants.map(({ userId, joinId }) => [userId, joinId]));
  const signal = (from: CallActor, to: CallActor, seq: number) =>
    kit.inCall(from, "call:signal", {
      callId,
      epoch: 1,
      to: places.get(to.userId) ?? "",
      seq,
      askRestart: true,
    });
  for (let seq = 1; seq <= 60; seq += 1) {
    expect(await signal(nora, haruka, seq)).toMatchObject({ ok: true });
  }
  expect(await signal(nora, haruka, 61)).toMatchObject({ ok: false, code: "RATE_LIMITED" });
  expect(await signal(haruka, nora, 1)).toMatchObject({ ok: true });
  time += 10_000;
  expect(await signal(nora, haruka, 61)).toMatchObject({ ok: true });
  expect(kit.events.filter(({ event }) => event === "call:signal")).toHaveLength(62);
});

test("WIRE-3: signaling and heartbeats do not use up what a person may do, and have a bound of their own", async () => {
  const app = await startTestApp({ limits: true });
  const socket = await (await app.person("Nora")).connect("laptop");
  async function give(name: string, count: number): Promise<Set<string>> {
    const acks = Array.from({ length: count }, () => socket.emitWithAck(name, { callId: newId() }));
    return new Set((await Promise.all(acks)).map(({ error }) => error.code));
  }
  expect(await give("call:heartbeat", 240)).toEqual(new Set(["NOT_FOUND"]));
  expect(await give("call:accept", 60)).toEqual(new Set(["NOT_FOUND"]));
  expect(await give("call:heartbeat", 1)).toEqual(new Set(["RATE_LIMITED"]));
  expect(await give("call:accept", 1)).toEqual(new Set(["RATE_LIMITED"]));
  socket.close();
  await app.close();
});
