import type { Member } from "@parley/protocol/conversations";
import type { SyncEntry } from "@parley/protocol/sync";
import { expect, test } from "vitest";
import { ANA, BEN, conversationOf } from "../testing/people.ts";
import { expectConverged } from "../testing/check.ts";
import { ModelServer, TINY_LIMITS, type ModelLimits } from "../testing/model-server.ts";
import { PlainDevice } from "../testing/plain-device.ts";
import { ResetNeededError } from "./merge.ts";

const ID = conversationOf(ANA, BEN);

/** Small histories that went wrong before there was a rule against it. */
async function prepare(limits: ModelLimits = TINY_LIMITS) {
  const server = new ModelServer({ limits });
  for (const id of [ANA, BEN]) server.addPerson(id);
  server.befriend(ANA, BEN);
  const device = new PlainDevice(server, ANA);
  await device.sync();
  const write = (count: number, prefix = "m") => {
    for (let n = 1; n <= count; n += 1) {
      server.send(BEN, ID, [{ id: `${prefix}${n}`, body: `text ${prefix}${n}` }]);
    }
  };
  const verOf = (id: string) => server.memberOf(ANA, ID)?.messages.get(id)?.ver ?? 0;
  const edit = (id: string) =>
    server.edit(BEN, { conversationId: ID, id, body: `edited ${id}`, baseVer: verOf(id) });
  const rowOf = (id: string) => device.store.read((tx) => tx.get("messages", [ID, id]));
  return { server, device, write, edit, rowOf };
}

test("invariant 6: a late event never brings back the text of a deleted message", async () => {
  const { server, device, write, rowOf } = await prepare();
  server.send(BEN, ID, [{ id: "secret", body: "secret" }]);
  const event = device.events.at(-1);
  server.remove(BEN, ID, "secret");
  write(12);
  await device.sync();
  expect(await rowOf("secret")).toBeUndefined();
  if (event) await device.apply(event);
  await device.sync();
  expect(await rowOf("secret")).toBeUndefined();
});

test("invariant 6: a head that comes late is thrown away", async () => {
  const { server, device, write } = await prepare();
  write(12);
  const late = await device.ask({ kind: "only", conversationId: ID });
  await device.sync();
  server.send(BEN, ID, [{ id: "new", body: "new" }]);
  const event = device.events.at(-1);
  if (event) await device.apply(event);
  const before = await device.state(ID);
  expect((await device.receive(late)).again).toEqual([ID]);
  expect(await device.state(ID)).toEqual(before);
  await device.sync();
  await expectConverged(server, ANA, device.store);
});

test("invariant 6: a head of a conversation that events have brought further is thrown away", async () => {
  const server = new ModelServer();
  for (const id of [ANA, BEN]) server.addPerson(id);
  const device = new PlainDevice(server, ANA);
  await device.sync();
  server.befriend(ANA, BEN);
  const late = await device.ask();
  server.send(BEN, ID, [{ id: "first", body: "first" }]);
  for (const event of device.events) await device.apply(event);
  const before = await device.state(ID);
  expect(before).toMatchObject({ ver: 2, ranges: [[1, 1]] });
  await device.receive(late);
  expect(await device.state(ID)).toEqual(before);
  await expectConverged(server, ANA, device.store);
});

test("invariant 6: a delta that no longer joins on is asked for again", async () => {
  const { server, device, write } = await prepare();
  write(2);
  await device.sync();
  write(1, "x");
  const late = await device.ask();
  write(12, "y");
  await device.sync();
  expect((await device.receive(late)).again).toEqual([ID]);
  await expectConverged(server, ANA, device.store);
});

test("invariant 6: a profile in an old page never replaces a newer one", async () => {
  const { server, device, write } = await prepare();
  write(1);
  const late = await device.ask();
  expect(late.answer.users).toContainEqual(expect.objectContaining({ id: BEN }));
  server.rename(BEN, "a new name");
  await device.sync();
  await device.receive(late);
  const held = await device.store.read((tx) => tx.get("people", BEN));
  expect(held?.name).toBe("a new name");
});

test("invariant 8: rows stored below the last head do not join a range by lying beside it", async () => {
  const { device, write, edit } = await prepare();
  write(12);
  await device.sync();
  edit("m4");
  edit("m5");
  await device.sync();
  await device.fetch(ID, { before: 4 });
  expect((await device.state(ID)).ranges).toEqual([
    [1, 3],
    [9, 12],
  ]);
});

test("invariant 6: receipts that were hidden and shown again come back whole; a late one stays out", async () => {
  const { server, device } = await prepare();
  server.send(ANA, ID, [{ id: "mine", body: "seen?" }]);
  await device.sync();
  server.advance(BEN, { conversationId: ID, read: 1 });
  const event = device.events.at(-1);
  server.setReceipts(BEN, false);
  await device.sync();
  if (event) await device.apply(event);
  expect((await device.state(ID)).receipts[BEN]).toBeUndefined();
  server.setReceipts(BEN, true);
  await device.sync();
  expect((await device.state(ID)).receipts[BEN]).toMatchObject({ read: 1 });
});

test("invariant 19: another epoch drops what came from the server, and events of before", async () => {
  const { server, device, write } = await prepare();
  write(2);
  const backup = server.snapshot();
  await device.sync();
  server.rename(BEN, "lost");
  write(1, "lost");
  const lost = device.events.at(-1);
  await device.sync();
  server.restore(backup, "epoch-2");
  expect((await device.receive(await device.ask())).isReset).toBe(true);
  expect(lost && (await device.apply(lost))).toEqual({ kind: "foreign" });
  await device.sync();
  await expectConverged(server, ANA, device.store);
});

test("invariant 19: a server that went back without a new epoch is noticed", async () => {
  const { server, device, write } = await prepare();
  const backup = server.snapshot();
  write(2);
  await device.sync();
  server.restore(backup, server.epoch);
  await expect(device.receive(await device.ask())).rejects.toThrow(ResetNeededError);
  write(1, "other");
  await expect(device.receive(await device.ask())).rejects.toThrow(ResetNeededError);
});

test("a quiet digest asks once and changes nothing", async () => {
  const { device, write } = await prepare();
  write(20);
  await device.sync();
  const before = await device.state(ID);
  expect(await device.sync()).toBe(1);
  expect(await device.state(ID)).toEqual({ ...before, revision: expect.any(Number) });
});

test("invariant 11: unread that cannot be counted is asked for until it is right", async () => {
  const { server, device, write } = await prepare();
  write(20);
  await device.sync();
  expect((await device.state(ID)).unread).toBe(20);
  server.remove(BEN, ID, "m3");
  const event = device.events.at(-1);
  if (event) await device.apply(event);
  expect(await device.state(ID)).toMatchObject({ isUnreadStale: true });
  await device.sync();
  expect(await device.state(ID)).toMatchObject({ unread: 19, isUnreadStale: false });
});

/** An entry of a group that this person has left after seq 3. */
function frozenEntry(server: ModelServer, over: Partial<SyncEntry>): SyncEntry {
  const me: Member = { userId: ANA, role: null, ver: 6 };
  const [entry] = [...(server.memberOf(ANA, ID)?.messages.values() ?? [])].slice(0, 3);
  return {
    id: ID,
    mode: "frozen",
    ver: 6,
    receiptVer: 0,
    seq: 3,
    unread: 0,
    readSeq: 3,
    more: false,
    receipts: [],
    messages: entry ? [{ ...entry, seq: 3 }] : [],
    reactions: [],
    members: [me],
    ...over,
  };
}

test("invariant 12: a conversation that was left is replaced whole, and its events only make it ask", async () => {
  const { server, device, write } = await prepare();
  write(2);
  await device.sync();
  const pending = await device.ask();
  const entry = frozenEntry(server, {});
  await device.receive({ ...pending, answer: { ...pending.answer, conversations: [entry] } });
  expect(await device.state(ID)).toMatchObject({ ver: 6, ranges: [[3, 3]] });
  write(5, "later");
  const event = device.events.at(-1);
  expect(event && (await device.apply(event))).toEqual({ kind: "ask" });
  expect(await device.state(ID)).toMatchObject({ ver: 6, seq: 3 });
});
