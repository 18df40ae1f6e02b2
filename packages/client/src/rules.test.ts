import type * as Wire from "@parley/protocol/sync";
import type { SyncAnswer, SyncRequest } from "@parley/protocol/sync";
import { afterEach, expect, test, vi } from "vitest";
import { createClient } from "./create-client.ts";
import type * as Settling from "./outbox/settle.ts";
import { createMemoryStore } from "./store/memory-store.ts";
import type * as Entries from "./sync/apply-entry.ts";
import type * as Events from "./sync/apply-event.ts";
import type * as States from "./sync/conversation-state.ts";
import type * as Merging from "./sync/merge.ts";
import { readMeta } from "./sync/meta.ts";
import type * as Ranges from "./sync/ranges.ts";
import type * as Resets from "./sync/reset.ts";
import { ManualTransport } from "./testing/manual-transport.ts";
import { answerSync } from "./testing/model-answers.ts";
import { ModelServer } from "./testing/model-server.ts";
import { ANA, BEN, CLEO, conversationOf } from "./testing/people.ts";
import { createVirtualClock } from "./testing/virtual-clock.ts";
import type { ServerEvent } from "./transport.ts";

/**
 * Small histories, each of which went wrong before there was a rule against it. Every one is lived
 * through twice: with the rule, and with that rule alone taken out, where it must go wrong again.
 */
const rules = vi.hoisted(() => ({ off: "" }));

function isOff(rule: string): boolean {
  return rules.off === rule;
}

vi.mock("@parley/protocol/sync", async (importReal) => ({
  ...(await importReal<typeof Wire>()),
  // So that already two conversations go out in ranges.
  MOST_LISTED: 1,
}));

vi.mock("./sync/ranges.ts", async (importReal) => {
  const real = await importReal<typeof Ranges>();
  const growRanges: typeof real.growRanges = (ranges, floor, isStored) =>
    real.growRanges(ranges, rules.off === "adjacent" ? 0 : floor, isStored);
  return { ...real, growRanges };
});

vi.mock("./sync/merge.ts", async (importReal) => {
  const real = await importReal<typeof Merging>();
  const mergeUsers: typeof real.mergeUsers = async (tx, users = []) => {
    if (rules.off !== "profileVer") return real.mergeUsers(tx, users);
    for (const user of users) await tx.put("people", user);
  };
  return { ...real, mergeUsers };
});

vi.mock("./sync/conversation-state.ts", async (importReal) => {
  const real = await importReal<typeof States>();
  const isFrozen: typeof real.isFrozen = (state, userId) =>
    rules.off !== "rejoin" && real.isFrozen(state, userId);
  return { ...real, isFrozen };
});

vi.mock("./sync/apply-entry.ts", async (importReal) => {
  const real = await importReal<typeof Entries>();
  const applyEntry: typeof real.applyEntry = async (tx, entry, asked) => {
    const held = await tx.get("conversations", entry.id);
    if (held && rules.off === "lateHead") await tx.put("conversations", { ...held, ver: 0 });
    return real.applyEntry(tx, entry, asked);
  };
  return { ...real, applyEntry };
});

vi.mock("./sync/apply-event.ts", async (importReal) => {
  const real = await importReal<typeof Events>();
  const { mergeRows, putState } = await import("./sync/merge.ts");
  const applyConversationEvent: typeof real.applyConversationEvent = async (tx, event, userId) => {
    const state = await tx.get("conversations", event.conversationId);
    if (rules.off === "eventFloor" && state) {
      await putState(tx, await mergeRows(tx, state, { rows: event, floor: -1 }));
    }
    const { epoch } = await readMeta(tx, "sync");
    const isBlind = rules.off === "eventEpoch" && epoch;
    return real.applyConversationEvent(tx, isBlind ? { ...event, epoch } : event, userId);
  };
  const applyReceiptEvent: typeof real.applyReceiptEvent = (tx, event, userId) => {
    const receiptVer = rules.off === "receiptFloor" ? 1_000_000 : event.receiptVer;
    return real.applyReceiptEvent(tx, { ...event, receiptVer }, userId);
  };
  return { ...real, applyConversationEvent, applyReceiptEvent };
});

vi.mock("./sync/reset.ts", async (importReal) => {
  const real = await importReal<typeof Resets>();
  const dropEverything: typeof real.dropEverything = async (tx, now) => {
    const [changes, people] = [await tx.all("changes"), await tx.all("people")];
    await real.dropEverything(tx, now);
    if (rules.off !== "purge") return;
    for (const change of changes) await tx.put("changes", change);
    for (const person of people) await tx.put("people", person);
  };
  return { ...real, dropEverything };
});

vi.mock("./outbox/settle.ts", async (importReal) => {
  const real = await importReal<typeof Settling>();
  const settleSend: typeof real.settleSend = async (tx, batch, said) => {
    await real.settleSend(tx, batch, said);
    for (const { conversationId, messageId, command } of batch) {
      const result = said.results.find(({ id }) => id === messageId);
      if (rules.off !== "ackRow" || !result?.ok || command.kind !== "send") continue;
      const { seq, ver, at } = result;
      const text = { body: command.body, lang: command.lang, kind: "text", replyTo: null };
      const place = { id: messageId, conversationId, senderId: ANA, seq, ver, at };
      await tx.put("messages", { ...place, ...text, editedAt: null, deletedAt: null });
    }
  };
  return { ...real, settleSend };
});

const DIRECT = conversationOf(ANA, BEN);
const GROUP = "11111111-0000-4000-8000-00000000000f";
const OTHER_GROUP = "22222222-0000-4000-8000-00000000000f";

/** A server that forgets one of its rules. */
class ForgetfulServer extends ModelServer {
  protected override touchVisibility(
    ...isConcerned: Parameters<ModelServer["touchVisibility"]>
  ): void {
    if (!isOff("visibility")) super.touchVisibility(...isConcerned);
  }

  override edit(
    ...[userId, edit]: Parameters<ModelServer["edit"]>
  ): ReturnType<ModelServer["edit"]> {
    const held = this.memberOf(userId, edit.conversationId)?.messages.get(edit.id);
    if (isOff("editRetry") && held && held.ver !== edit.baseVer) return this.refuse("CONFLICT");
    return super.edit(userId, edit);
  }
}

/** How the server answers when it forgets a rule of catching up. */
function answer(server: ModelServer, userId: string, request: SyncRequest): SyncAnswer {
  const { range: _range, ...unranged } = request;
  const said = answerSync(server, userId, isOff("range") ? unranged : request);
  const conversations = said.conversations.map((entry) => {
    const cursor = request.conversations.find(([id]) => id === entry.id)?.[1] ?? 0;
    const rows = entry.messages.length + entry.members.length;
    if (isOff("wholeVer") && entry.mode === "delta" && rows > server.limits.pageRows) {
      return { ...entry, ver: cursor, more: true, messages: [], members: [] };
    }
    const held = server.data.conversations.get(entry.id);
    const left = held?.members.get(userId)?.leftVer ?? null;
    if (entry.mode !== "frozen" || left === null || !held) return entry;
    if (isOff("rejoin")) return { ...entry, ver: held.ver };
    if (!isOff("frozenState")) return entry;
    return { ...entry, ver: left, messages: entry.messages.filter(({ ver }) => ver <= left) };
  });
  return { ...said, conversations };
}

function createPlace() {
  const server = new ForgetfulServer();
  for (const id of [ANA, BEN, CLEO]) server.addPerson(id);
  const told: { to: readonly string[]; event: ServerEvent }[] = [];
  server.onDelivery = (delivery) => void told.push(structuredClone(delivery));
  const clock = createVirtualClock();

  async function start(userId = ANA) {
    const store = createMemoryStore();
    const transport = new ManualTransport(server, userId, answer);
    const client = createClient({ userId, store, transport, clock, random: () => 0.5 });
    await clock.advance(0);

    /** Answers all that is asked until nothing more is; how often that was. */
    async function flush(): Promise<number> {
      for (let count = 0; count < 100; count += 1) {
        const next = transport.waiting.shift();
        if (!next) return count;
        next.answer();
        await clock.advance(0);
      }
      return Number.POSITIVE_INFINITY;
    }

    async function sync(): Promise<number> {
      client.refresh();
      await clock.advance(0);
      return flush();
    }

    const state = (id = DIRECT) => store.read((tx) => tx.get("conversations", id));
    const row = (id: string, where = DIRECT) => store.read((tx) => tx.get("messages", [where, id]));
    await flush();
    return { client, store, transport, flush, sync, state, row };
  }

  function write(userId: string, conversationId: string, counts: Record<string, number>): void {
    for (const [prefix, count] of Object.entries(counts)) {
      for (let n = 1; n <= count; n += 1) {
        server.send(userId, conversationId, [{ id: `${prefix}${n}`, body: `t${prefix}${n}` }]);
      }
    }
  }

  function edit(userId: string, conversationId: string, id: string): void {
    const baseVer = server.memberOf(userId, conversationId)?.messages.get(id)?.ver ?? 0;
    server.edit(userId, { conversationId, id, body: "later", baseVer });
  }

  /** The last event of this person's. */
  function lastEvent(userId = ANA): ServerEvent {
    const found = told.findLast(({ to }) => to.includes(userId));
    if (!found) throw new Error("Nothing was told.");
    return found.event;
  }
  return { server, clock, start, write, edit, lastEvent };
}

afterEach(() => {
  rules.off = "";
});

/** Lives through a history with the rule and without it: only with it the end is right. */
async function expectNeeded<T>(
  rule: string,
  history: () => Promise<T>,
  { right, wrong }: { right: T; wrong: T },
): Promise<void> {
  expect(await history()).toEqual(right);
  rules.off = rule;
  expect(await history()).toEqual(wrong);
}

test("invariant 6, SYNC-2: a late acknowledgement does not bring back a deleted text", () =>
  expectNeeded(
    "ackRow",
    async () => {
      const { server, clock, start, write } = createPlace();
      server.befriend(ANA, BEN);
      const { client, transport, sync, flush, row } = await start();
      const id = await client.send(DIRECT, { body: "secret", lang: null });
      await clock.advance(0);
      // It is committed, the node dies, and another device deletes it.
      const sending = transport.take("message:send");
      sending.arrive();
      server.remove(ANA, DIRECT, id);
      write(BEN, DIRECT, { x: 12 });
      await sync();
      sending.drop();
      await clock.advance(2_000);
      await flush();
      await sync();
      return (await row(id))?.body ?? null;
    },
    { right: null, wrong: "secret" },
  ));

test("invariant 8: rows stored below the last head do not join a range by lying beside it", () =>
  expectNeeded(
    "adjacent",
    async () => {
      const { server, clock, start, write, edit } = createPlace();
      server.befriend(ANA, BEN);
      write(BEN, DIRECT, { x: 12 });
      const { client, sync, flush, state } = await start();
      for (const id of ["x5", "x6"]) edit(BEN, DIRECT, id);
      await sync();
      const window = client.openConversation(DIRECT);
      await clock.advance(0);
      const jumping = window.jumpTo(2);
      await clock.advance(0);
      await flush();
      await jumping;
      return (await state())?.ranges;
    },
    {
      right: [
        [1, 4],
        [9, 12],
      ],
      wrong: [
        [1, 6],
        [9, 12],
      ],
    },
  ));

test("invariant 6, SYNC-5: a page never ends inside a ver, or catching up would not end", () =>
  expectNeeded(
    "wholeVer",
    async () => {
      const { server, start } = createPlace();
      const more = Array.from({ length: 4 }, (_, n) => `e000000${n}-0000-4000-8000-000000000004`);
      for (const id of more) server.addPerson(id);
      server.addGroup(GROUP, [ANA]);
      const { sync, state } = await start();
      server.changeMembers(GROUP, more, true);
      const hasEnded = Number.isFinite(await sync());
      return { hasEnded, members: Object.keys((await state(GROUP))?.members ?? {}).length };
    },
    { right: { hasEnded: true, members: 5 }, wrong: { hasEnded: false, members: 1 } },
  ));

test("invariant 8, SYNC-6: joining anew leaves a hole where one was away", () =>
  expectNeeded(
    "rejoin",
    async () => {
      const { server, clock, start, write, lastEvent } = createPlace();
      server.addGroup(GROUP, [ANA, BEN, CLEO]);
      write(ANA, GROUP, { x: 2 });
      const { transport, sync, flush, state } = await start(BEN);
      server.changeMembers(GROUP, [BEN], false);
      write(ANA, GROUP, { y: 3 });
      await sync();
      server.changeMembers(GROUP, [BEN], true);
      transport.deliver(lastEvent(BEN));
      await clock.advance(0);
      await flush();
      await sync();
      const { ver, ranges } = (await state(GROUP)) ?? {};
      return { ver, ranges };
    },
    { right: { ver: 8, ranges: [[2, 5]] }, wrong: { ver: 8, ranges: [[1, 2]] } },
  ));

test("invariant 10, SYNC-4: a head that comes after newer events is thrown away", () =>
  expectNeeded(
    "lateHead",
    async () => {
      const { server, clock, start, write, lastEvent } = createPlace();
      const { client, transport, state } = await start();
      server.befriend(ANA, BEN);
      client.refresh();
      await clock.advance(0);
      const head = transport.take("sync");
      head.arrive();
      const { ver, seq, at } = server.data.conversations.get(DIRECT) ?? { ver: 0, seq: 0, at: "" };
      const row = { id: DIRECT, kind: "direct" as const, title: null, ver, seq, at };
      const opened = { epoch: server.epoch, conversationId: DIRECT, since: 0, ver };
      transport.deliver({
        name: "conversation:changed",
        payload: { ...opened, conversation: row },
      });
      write(BEN, DIRECT, { x: 1 });
      transport.deliver(lastEvent());
      await clock.advance(0);
      head.answer();
      await clock.advance(0);
      return (await state())?.ranges;
    },
    { right: [[1, 1]], wrong: [[1, 0]] },
  ));

test("invariant 6, SYNC-2: a late event does not bring back a deleted text", () =>
  expectNeeded(
    "eventFloor",
    async () => {
      const { server, clock, start, write, lastEvent } = createPlace();
      server.befriend(ANA, BEN);
      const { transport, sync, row } = await start();
      write(BEN, DIRECT, { secret: 1 });
      const late = lastEvent();
      server.remove(BEN, DIRECT, "secret1");
      write(BEN, DIRECT, { x: 12 });
      await sync();
      transport.deliver(late);
      await clock.advance(0);
      await sync();
      return (await row("secret1"))?.body ?? null;
    },
    { right: null, wrong: "tsecret1" },
  ));

test("invariant 16, MSG-6: an edit whose answer was lost succeeds when it is sent again", () =>
  expectNeeded(
    "editRetry",
    async () => {
      const { server, clock, start } = createPlace();
      server.befriend(ANA, BEN);
      const { client, store, transport, sync, flush } = await start();
      const id = await client.send(DIRECT, { body: "a", lang: null });
      await clock.advance(0);
      await flush();
      await sync();
      await client.edit(DIRECT, id, { body: "b", lang: null });
      await clock.advance(0);
      const editing = transport.take("message:edit");
      editing.arrive();
      editing.drop();
      await clock.advance(2_000);
      await flush();
      const left = await store.read((tx) => tx.all("outbox"));
      return left.map(({ failure }) => failure?.code);
    },
    { right: [], wrong: ["CONFLICT"] },
  ));

test("invariant 7, SYNC-3: conversations outside the range of a list are left alone", () =>
  expectNeeded(
    "range",
    async () => {
      const { server, start, write } = createPlace();
      server.addGroup(GROUP, [ANA, BEN]);
      server.addGroup(OTHER_GROUP, [ANA, BEN]);
      for (const id of [GROUP, OTHER_GROUP]) write(BEN, id, { x: 6 });
      const { sync, state } = await start();
      const before = (await state(OTHER_GROUP))?.edition ?? 0;
      for (let digest = 0; digest < 3; digest += 1) await sync();
      const after = (await state(OTHER_GROUP))?.edition ?? 0;
      return { isReplaced: after > before };
    },
    { right: { isReplaced: false }, wrong: { isReplaced: true } },
  ));

test("invariant 6, FRND-5: a profile in a page that comes late does not replace a newer one", () =>
  expectNeeded(
    "profileVer",
    async () => {
      const { server, clock, start, write, lastEvent } = createPlace();
      server.befriend(ANA, BEN);
      const { client, store, transport, state } = await start();
      write(BEN, DIRECT, { x: 1 });
      client.refresh();
      await clock.advance(0);
      const page = transport.take("sync");
      page.arrive();
      server.rename(BEN, "NEW");
      transport.deliver(lastEvent());
      await clock.advance(0);
      page.answer();
      await clock.advance(0);
      expect((await state())?.seq).toBe(1);
      return (await store.read((tx) => tx.get("people", BEN)))?.name;
    },
    { right: "NEW", wrong: BEN },
  ));

test("invariant 11, RCPT-2: receipts that are shown again are sent again", () =>
  expectNeeded(
    "visibility",
    async () => {
      const { server, start, write } = createPlace();
      server.befriend(ANA, BEN);
      write(ANA, DIRECT, { x: 3 });
      server.setReceipts(BEN, false);
      const { sync, state } = await start();
      server.advance(BEN, { conversationId: DIRECT, read: 3 });
      await sync();
      server.setReceipts(BEN, true);
      await sync();
      return (await state())?.receipts[BEN]?.read ?? null;
    },
    { right: 3, wrong: null },
  ));

test("invariant 11, RCPT-2: a receipt that comes after it was hidden stays hidden", () =>
  expectNeeded(
    "receiptFloor",
    async () => {
      const { server, clock, start, write, lastEvent } = createPlace();
      server.befriend(ANA, BEN);
      write(ANA, DIRECT, { x: 3 });
      const { transport, sync, state } = await start();
      server.advance(BEN, { conversationId: DIRECT, read: 3 });
      const late = lastEvent();
      server.setReceipts(BEN, false);
      await sync();
      transport.deliver(late);
      await clock.advance(0);
      await sync();
      return (await state())?.receipts[BEN]?.read ?? null;
    },
    { right: null, wrong: 3 },
  ));

test("invariant 19, SYNC-9: a reset also drops what was the person's own", () =>
  expectNeeded(
    "purge",
    async () => {
      const { server, start } = createPlace();
      server.befriend(ANA, BEN);
      const backup = server.snapshot();
      server.block(ANA, BEN);
      const { store, sync } = await start();
      server.restore(backup, "epoch-2");
      await sync();
      await sync();
      const changes = await store.read((tx) => tx.all("changes"));
      return changes.some(({ kind }) => kind === "block");
    },
    { right: false, wrong: true },
  ));

test("invariant 19, WIRE-4: an event of another epoch is dropped", () =>
  expectNeeded(
    "eventEpoch",
    async () => {
      const { server, clock, start, write, lastEvent } = createPlace();
      server.befriend(ANA, BEN);
      write(BEN, DIRECT, { x: 2 });
      const backup = server.snapshot();
      const { transport, sync, flush, row } = await start();
      write(BEN, DIRECT, { lost: 1 });
      const late = lastEvent();
      server.restore(backup, "epoch-2");
      await sync();
      transport.deliver(late);
      await clock.advance(0);
      await flush();
      return (await row("lost1"))?.body ?? null;
    },
    { right: null, wrong: "tlost1" },
  ));

test("invariant 12, SYNC-7: what was left is shown in its present state", () =>
  expectNeeded(
    "frozenState",
    async () => {
      const { server, start, write, edit } = createPlace();
      server.addGroup(GROUP, [ANA, BEN]);
      write(ANA, GROUP, { x: 3 });
      const first = await start(BEN);
      server.changeMembers(GROUP, [BEN], false);
      edit(ANA, GROUP, "x2");
      server.remove(ANA, GROUP, "x3");
      await first.sync();
      const second = await start(BEN);
      const shown = [];
      for (const { store } of [first, second]) {
        const span = { conversationId: GROUP, from: 1, to: 10 };
        const rows = await store.read((tx) => tx.messagesIn(span));
        shown.push(rows.map(({ body }) => body));
      }
      return shown;
    },
    {
      right: [
        ["tx1", "later", null],
        ["tx1", "later", null],
      ],
      wrong: [["tx1"], ["tx1"]],
    },
  ));
