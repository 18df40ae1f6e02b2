import { expect, test } from "vitest";
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
