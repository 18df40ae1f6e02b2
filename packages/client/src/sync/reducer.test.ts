import "fake-indexeddb/auto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createIndexedStore } from "../store/indexed-store.ts";
import { createMemoryStore } from "../store/memory-store.ts";
import type { ConversationState } from "../store/rows.ts";
import type { Store } from "../store/store.ts";
import { expectConverged } from "../testing/check.ts";
import { answerHistory } from "../testing/model-answers.ts";
import { ModelServer } from "../testing/model-server.ts";
import { ANA, BEN, conversationOf } from "../testing/people.ts";
import { PlainDevice } from "../testing/plain-device.ts";
import type { ServerEvent } from "../transport.ts";
import { applyConversationEvent } from "./apply-event.ts";
import { applyHistory } from "./apply-history.ts";

/** Every kind of change that the server can make. */
const action = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("send"), who: fc.nat(1) }) },
  fc.record({ kind: fc.constant("edit"), who: fc.nat(1), which: fc.nat(30) }),
  fc.record({ kind: fc.constant("delete"), who: fc.nat(1), which: fc.nat(30) }),
  fc.record({ kind: fc.constant("read"), who: fc.nat(1), which: fc.nat(30) }),
  fc.record({ kind: fc.constant("rename"), who: fc.nat(1) }),
  fc.record({ kind: fc.constant("receipts"), who: fc.nat(1) }),
  fc.record({ kind: fc.constant("unfriend"), who: fc.nat(1) }),
);

type Action = { kind: string; who: number; which?: number };

const ANA_BEN = conversationOf(ANA, BEN);
const PEOPLE = [ANA, BEN] as const;

function perform(server: ModelServer, { kind, who, which = 0 }: Action, step: number): void {
  const person = PEOPLE[who === 0 ? 0 : 1];
  const conversation = server.memberOf(person, ANA_BEN);
  const message = [...(conversation?.messages.values() ?? [])][which];
  if (kind === "send") server.send(person, ANA_BEN, [{ id: `m${step}`, body: `text ${step}` }]);
  if (kind === "read") server.advance(person, { conversationId: ANA_BEN, read: which });
  if (kind === "rename") server.rename(person, `name ${step}`);
  if (kind === "receipts") server.setReceipts(person, step % 2 === 0);
  if (kind === "unfriend") {
    server.unfriend(ANA, BEN);
    server.befriend(ANA, BEN);
  }
  if (!message) return;
  const { id, ver: baseVer } = message;
  if (kind === "delete") server.remove(message.senderId, ANA_BEN, id);
  if (kind === "edit") {
    const edit = { conversationId: ANA_BEN, id, body: `edit ${step}`, baseVer };
    server.edit(message.senderId, edit);
  }
}

type Cursors = Pick<ConversationState, "edition" | "ver" | "receiptVer" | "readSeq">;

async function cursorsOf(store: Store): Promise<Cursors[]> {
  const states = await store.read((tx) => tx.all("conversations"));
  return states.map(({ edition, ver, receiptVer, readSeq }) => ({
    edition,
    ver,
    receiptVer,
    readSeq,
  }));
}

/** True unless a cursor ran back within its edition, or an event moved the cursor of receipts. */
function isAtLeast(now: Cursors, then: Cursors | undefined): boolean {
  if (then?.edition !== now.edition) return true;
  return now.ver >= then.ver && now.readSeq >= then.readSeq && now.receiptVer === then.receiptVer;
}

/** The device dies before the commit: neither rows nor cursor may stay. */
async function dieBeforeCommit({ ledger }: PlainDevice, event: ServerEvent): Promise<void> {
  const dying = ledger.write(async (tx) => {
    if (event.name === "conversation:changed") {
      await applyConversationEvent(tx, event.payload, ANA);
    }
    throw new Error("died");
  });
  await dying.catch(() => {});
}

/** A server with two friends, and a device of ana. */
function prepare(store?: Store) {
  const server = new ModelServer();
  const device = new PlainDevice(server, ANA, store);
  for (const id of PEOPLE) server.addPerson(id);
  server.befriend(ANA, BEN);
  return { server, device };
}

/** Drives a device through a history with everything that can go wrong on the way to it. */
async function live(store: Store, history: History): Promise<ModelServer> {
  const { server, device } = prepare(store);
  const { events } = device;
  for (const [step, one] of history.actions.entries()) {
    if (step === history.syncedAfter) await device.sync();
    perform(server, one, step);
  }
  for (const { pick, syncs } of history.deliveries) {
    const event = events[pick % events.length];
    if (event) await device.apply(structuredClone(event));
    if (syncs && pick % 5 === 0) await device.sync();
  }
  await device.sync();
  return server;
}

interface History {
  actions: Action[];
  deliveries: { pick: number; syncs: boolean }[];
  syncedAfter: number;
}

const histories = fc.record({
  actions: fc.array(action, { maxLength: 40 }),
  deliveries: fc.array(fc.record({ pick: fc.nat(), syncs: fc.boolean() }), { maxLength: 60 }),
  syncedAfter: fc.nat(40),
});

test("invariant 6: any permutation, doubling and loss of events, then a sync, equals a fresh fetch", async () => {
  const runs = fc.asyncProperty(histories, async (history) => {
    const store = createMemoryStore();
    const server = await live(store, history);
    await expectConverged(server, ANA, store);
    const fresh = new PlainDevice(server, ANA);
    await fresh.sync();
    await expectConverged(server, ANA, fresh.store);
  });
  await fc.assert(runs, { numRuns: 250 });
});

test("invariant 6: the same holds over IndexedDB, each step one transaction of the browser", async () => {
  let accounts = 0;
  const runs = fc.asyncProperty(histories, async (history) => {
    const store = createIndexedStore(`reducer-${++accounts}`);
    const server = await live(store, history);
    await expectConverged(server, ANA, store);
    await store.wipe();
  });
  await fc.assert(runs, { numRuns: 15 });
});

test("invariants 10 and 11: cursors only rise within an edition, and never without their rows", async () => {
  const runs = fc.asyncProperty(
    fc.array(action, { minLength: 5, maxLength: 40 }),
    fc.array(fc.nat(), { maxLength: 40 }),
    async (actions, picks) => {
      const { server, device } = prepare();
      const { store, events } = device;
      await device.sync();
      actions.forEach((one, step) => perform(server, one, step));
      let before = await cursorsOf(store);
      for (const pick of picks) {
        const event = events[pick % events.length];
        if (!event) continue;
        await dieBeforeCommit(device, event);
        expect(await cursorsOf(store)).toEqual(before);
        await device.apply(structuredClone(event));
        const after = await cursorsOf(store);
        expect(after.map((now, index) => isAtLeast(now, before[index]))).not.toContain(false);
        before = after;
      }
    },
  );
  await fc.assert(runs, { numRuns: 120 });
});

test("invariant 9: a message held offline that changed is right after the first sync", async () => {
  const { server, device } = prepare();
  for (let n = 1; n <= 3; n += 1) {
    server.send(BEN, ANA_BEN, [{ id: `m${n}`, body: `old ${n}` }]);
  }
  await device.sync();
  const edit = { conversationId: ANA_BEN, id: "m1", body: "new 1", baseVer: 2 };
  expect(server.edit(BEN, edit)).toMatchObject({ ok: true });
  server.remove(BEN, ANA_BEN, "m2");
  await device.sync();
  const rows = await device.store.read((tx) =>
    tx.messagesIn({ conversationId: ANA_BEN, from: 1, to: 3 }),
  );
  expect(rows.map(({ body }) => body)).toEqual(["new 1", null, "old 3"]);
});

test("invariant 8: history fills the hole below a head; a page that came too late is thrown away", async () => {
  const { server, device } = prepare();
  await device.sync();
  const write = (from: number, to: number) => {
    for (let n = from; n <= to; n += 1) server.send(BEN, ANA_BEN, [{ id: `m${n}`, body: `${n}` }]);
  };
  write(1, 20);
  await device.sync();
  const state = await device.state(ANA_BEN);
  expect(state.ranges).toEqual([[17, 20]]);
  const asked = { conversationId: ANA_BEN, edition: state.edition, userId: ANA };
  const page = answerHistory(server, ANA, { conversationId: ANA_BEN, query: { before: 17 } });
  if (!page) throw new Error("There is no page.");
  const keep = (one: typeof page) => device.ledger.write((tx) => applyHistory(tx, one, asked));
  expect(await keep({ ...page, epoch: "another" })).toBe(false);
  expect(await keep(page)).toBe(true);
  expect((await device.state(ANA_BEN)).ranges).toEqual([[13, 20]]);
  write(21, 40);
  await device.sync();
  expect(await keep(page)).toBe(false);
  expect((await device.state(ANA_BEN)).ranges).toEqual([[37, 40]]);
});
