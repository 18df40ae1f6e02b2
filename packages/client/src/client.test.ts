import { expect, test } from "vitest";
import { NO_FAULTS } from "./testing/model-network.ts";
import { expectConverged } from "./testing/check.ts";
import { ANA, BEN } from "./testing/people.ts";
import { createPair } from "./testing/world.ts";

test("two people write to each other: rows, states, unread and receipts", async () => {
  const { clock, server, conversationId, join } = createPair();
  const [ana, ben] = [join(ANA), join(BEN)];
  await clock.advance(1_000);
  expect(ana.client.connection.get().state).toBe("live");
  const window = ana.client.openConversation(conversationId);
  await ana.client.send(conversationId, { body: "Hola", lang: "es" });
  await clock.advance(0);
  const row = () => window.view.get().rows.at(-1);
  await clock.advance(2_000);
  expect(row()).toMatchObject({ body: "Hola", seq: 1, delivery: { state: "delivered" } });
  expect(ben.client.totalUnread.get()).toBe(1);
  expect(ben.client.conversations.get()[0]).toMatchObject({ unread: 1, last: { body: "Hola" } });
  const theirs = ben.client.openConversation(conversationId);
  await clock.advance(0);
  expect(theirs.view.get()).toMatchObject({ state: "ready", firstUnreadSeq: 1 });
  theirs.markRead(1);
  await clock.advance(2_000);
  expect(row()).toMatchObject({ delivery: { state: "read" } });
  expect(ben.client.totalUnread.get()).toBe(0);
  await expectConverged(server, ANA, ana.store);
  await expectConverged(server, BEN, ben.store);
});

test("invariant 11: a receipt that got lost is sent again after the next sync", async () => {
  const { clock, server, network, conversationId, join } = createPair();
  const [ana, ben] = [join(ANA), join(BEN)];
  await clock.advance(1_000);
  await ben.client.send(conversationId, { body: "Hallo", lang: "de" });
  await clock.advance(3_000);
  const window = ana.client.openConversation(conversationId);
  await clock.advance(0);
  network.faults = { ...NO_FAULTS, loseRequest: 1 };
  window.markRead(1);
  await clock.advance(12_000);
  network.faults = NO_FAULTS;
  const readOf = () => server.memberOf(ANA, conversationId)?.receipts.get(ANA)?.read;
  expect(readOf()).toBe(0);
  await clock.advance(60_000);
  expect(readOf()).toBe(1);
  expect(ana.client.totalUnread.get()).toBe(0);
});

test("the connection says how it stands, backs off alone, and comes back at once when told to", async () => {
  const { clock, join } = createPair();
  const { client, transport } = join(ANA);
  const states: string[] = [];
  client.connection.subscribe(() => states.push(client.connection.get().state));
  await clock.advance(1_000);
  expect(states).toEqual(["connecting", "catchingUp", "live"]);
  transport.setReachable(false);
  await clock.advance(600_000);
  const waiting = client.connection.get();
  expect(waiting).toMatchObject({ state: "offline", retryAt: expect.any(Number) });
  expect(states.length).toBeLessThan(80);
  transport.setReachable(true);
  await clock.advance(61_000);
  expect(client.connection.get().state).toBe("live");
});

test("a network that is said to be gone is believed at once, and tried", async () => {
  const { clock, join } = createPair();
  const { client, transport, environment } = join(ANA);
  await clock.advance(1_000);
  transport.setSilent(true);
  environment.tell("offline");
  expect(client.connection.get().state).toBe("connecting");
  transport.setSilent(false);
  await clock.advance(1_000);
  expect(client.connection.get().state).toBe("live");
});

test("typing is told at most once in 3 s and ends by itself; presence is asked for those shown", async () => {
  const { clock, network, conversationId, join } = createPair();
  const { client, transport } = join(ANA);
  await clock.advance(1_000);
  for (let keystroke = 0; keystroke < 10; keystroke += 1) {
    client.startTyping(conversationId, "es");
    await clock.advance(500);
  }
  const count = (name: string) => network.seen.filter((command) => command.name === name).length;
  expect(count("typing:start")).toBe(2);
  client.stopTyping(conversationId);
  client.stopTyping(conversationId);
  await clock.advance(100);
  expect(count("typing:stop")).toBe(1);
  const shown = new AbortController();
  client.watchPresence([BEN], shown.signal);
  await clock.advance(100);
  transport.cut();
  await clock.advance(5_000);
  shown.abort();
  await clock.advance(100);
  const lists = network.seen.filter(({ name }) => name === "presence:watch");
  expect(lists.map(({ payload }) => payload)).toEqual([
    { userIds: [BEN] },
    { userIds: [BEN] },
    { userIds: [] },
  ]);
});

test("a draft survives a restart and is gone with the message that it became", async () => {
  const { clock, conversationId, join } = createPair();
  const first = join(ANA);
  await clock.advance(1_000);
  first.client.setDraft(conversationId, "half a sen");
  first.client.setDraft(conversationId, "half a sentence");
  await clock.advance(0);
  await first.client.close();
  const second = join(ANA, first.store);
  await second.client.ready;
  expect(second.client.draft(conversationId).get()).toBe("half a sentence");
  await second.client.send(conversationId, { body: "half a sentence", lang: null });
  expect(second.client.draft(conversationId).get()).toBe("");
});

test("a long history is read in windows without gaps, and keeps the place of the divider", async () => {
  const { clock, server, conversationId, join } = createPair();
  for (let n = 1; n <= 30; n += 1) {
    server.send(BEN, conversationId, [{ id: `m${n}`, body: `${n}` }]);
  }
  server.advance(ANA, { conversationId, read: 12 });
  const { client } = join(ANA);
  await clock.advance(1_000);
  const window = client.openConversation(conversationId);
  const seqs = () => window.view.get().rows.map(({ seq }) => seq);
  await clock.advance(0);
  expect(seqs()).toEqual([27, 28, 29, 30]);
  expect(window.view.get()).toMatchObject({ hasOlder: true, hasNewer: false, firstUnreadSeq: 13 });
  void window.loadOlder();
  await clock.advance(10);
  expect(seqs()).toEqual([23, 24, 25, 26, 27, 28, 29, 30]);
  void window.jumpToFirstUnread();
  await clock.advance(10);
  expect(seqs()).toEqual([11, 12, 13, 14]);
  expect(window.view.get()).toMatchObject({ hasOlder: true, hasNewer: true, firstUnreadSeq: 13 });
  for (let page = 0; page < 3; page += 1) void window.loadNewer();
  await clock.advance(10);
  expect(seqs().at(-1)).toBe(30);
  expect(window.view.get().hasNewer).toBe(false);
});
