import { afterEach, beforeEach, expect, test } from "vitest";
import { newId } from "#kernel/ids";
import { poll } from "#kernel/pause";
import { startMessaging } from "#testing/messaging";
import type { CallActor, Messaging } from "#testing/messaging";
import { addPerson, befriend } from "#testing/relations";

const RING_MS = 30_000;
const LEASE_MS = 45_000;
const PATIENCE_MS = 20_000;

let kit: Messaging;
let time: number;
let caller: CallActor;
let callee: CallActor;
let conversationId: string;

beforeEach(async () => {
  time = Date.parse("2026-03-01T12:00:00.000Z");
  kit = await startMessaging({ now });
  caller = { userId: await addPerson(kit, "Nora"), device: "laptop" };
  callee = { userId: await addPerson(kit, "Haruka"), device: "phone" };
  conversationId = await befriend(kit, caller.userId, callee.userId);
});
afterEach(() => kit.close());

function now(): Date {
  return new Date(time);
}

async function ring(from = caller, where = conversationId): Promise<string> {
  const callId = newId();
  const ask = { callId, conversationId: where, media: "voice" } as const;
  expect(await kit.inCall(from, "call:initiate", ask)).toMatchObject({ ok: true });
  return callId;
}

async function stateOf(callId: string): Promise<{ state: string; reason: string | null }> {
  const [row] = await kit.database.sql<{ state: string; reason: string | null }[]>`
    SELECT state, reason FROM calls WHERE id = ${callId}`;
  if (!row) throw new Error("There is no such call.");
  return row;
}

async function hasEnded(callId: string): Promise<void> {
  await poll(PATIENCE_MS, async () => (await stateOf(callId)).state === "ended");
}

/** Rings are looked at first: once a second sweep has ended one, the first looked at everything. */
async function waitForSweep(): Promise<void> {
  for (let sweep = 0; sweep < 2; sweep += 1) {
    const people = [await addPerson(kit), await addPerson(kit)] as const;
    const where = await befriend(kit, ...people);
    const callId = await ring({ userId: people[0], device: "any" }, where);
    await kit.database.sql`UPDATE calls SET ring_until = ${now()} WHERE id = ${callId}`;
    await hasEnded(callId);
  }
}

function told(event: string) {
  return kit.events.filter((one) => one.event === event);
}

test("S4: the server ends ringing by itself, once, and not a moment before", async () => {
  const callId = await ring();
  time += RING_MS - 1;
  await waitForSweep();
  expect(await stateOf(callId)).toEqual({ state: "ringing", reason: null });
  time += 1;
  await hasEnded(callId);
  expect(await stateOf(callId)).toEqual({ state: "ended", reason: "timeout" });
  const stops = told("call:stop").filter(({ payload }) => payload["callId"] === callId);
  expect(stops).toMatchObject([{ userIds: [callee.userId], payload: { reason: "missed" } }]);
  const missed = told("user:changed").filter(({ userIds }) => userIds.includes(callee.userId));
  expect(missed.at(-1)?.payload["changes"]).toMatchObject([{ kind: "calls", row: { missed: 1 } }]);
});

test("S4: of two nodes that sweep one ends it", async () => {
  const other = await startMessaging({ now, database: kit.database });
  const callId = await ring();
  time += RING_MS;
  await hasEnded(callId);
  await waitForSweep();
  const events = [...kit.events, ...other.events];
  const ended = events.filter(
    ({ event, payload }) => event === "call:ended" && payload["callId"] === callId,
  );
  expect(ended).toHaveLength(1);
  const { items } = await kit.history(callee.userId, conversationId);
  expect(items).toMatchObject([{ kind: "call", call: { id: callId, reason: "timeout" } }]);
  await other.close();
});

test("C2: a call is lost once nobody's device was heard of for a whole lease, and lasted until then", async () => {
  time += LEASE_MS;
  const callId = await ring();
  await kit.inCall(callee, "call:accept", { callId });
  time += LEASE_MS - 1;
  await kit.inCall(callee, "call:heartbeat", { callId });
  time += LEASE_MS - 1;
  await waitForSweep();
  expect(await stateOf(callId)).toEqual({ state: "active", reason: null });
  time += 1;
  await hasEnded(callId);
  const { items } = await kit.history(caller.userId, conversationId);
  const seconds = Math.floor((LEASE_MS - 1) / 1000);
  expect(items).toMatchObject([{ call: { id: callId, reason: "lost", seconds } }]);
  expect(told("call:ended").at(-1)?.devices?.toSorted()).toEqual(["laptop", "phone"]);
});

test("C2: another device's heartbeat renews nothing", async () => {
  time += LEASE_MS;
  const callId = await ring();
  await kit.inCall(callee, "call:accept", { callId });
  time += LEASE_MS - 1;
  const answer = await kit.inCall({ ...callee, device: "tablet" }, "call:heartbeat", { callId });
  expect(answer).toMatchObject({ ok: true, call: { state: "active" } });
  time += 1;
  await hasEnded(callId);
  expect(await stateOf(callId)).toEqual({ state: "ended", reason: "lost" });
});

test("C2: after a start the first sweep waits one whole lease, so that everybody can come back", async () => {
  const callId = await ring();
  await kit.inCall(callee, "call:accept", { callId });
  const { database } = kit;
  // The node that knew them is gone for longer than their leases last.
  await kit.calls.close?.();
  time += 10 * LEASE_MS;
  const next = await startMessaging({ now, database });
  await waitForSweep();
  time += LEASE_MS - 1;
  await waitForSweep();
  expect(await stateOf(callId)).toEqual({ state: "active", reason: null });
  time += 1;
  await hasEnded(callId);
  expect(await stateOf(callId)).toEqual({ state: "ended", reason: "lost" });
  await next.close();
});
