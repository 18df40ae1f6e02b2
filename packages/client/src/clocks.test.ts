import { expect, test } from "vitest";
import { createClient } from "./create-client.ts";
import type { Clock } from "./environment.ts";
import { createMemoryStore } from "./store/memory-store.ts";
import { expectConverged } from "./testing/check.ts";
import { ANA, BEN } from "./testing/people.ts";
import { createPair } from "./testing/world.ts";

const DAY_MS = 24 * 3_600_000;

function shift(clock: Clock, byMs: number): Clock {
  return {
    now: () => clock.now() + byMs,
    setTimeout: (callback, delayMs) => clock.setTimeout(callback, delayMs),
    clearTimeout: (handle) => clock.clearTimeout(handle),
  };
}

test("invariant 18: clocks that are off by a day change neither order nor what is shown", async () => {
  const { clock, network, random, server, conversationId } = createPair();
  const [ana, ben] = [
    { userId: ANA, byMs: DAY_MS },
    { userId: BEN, byMs: -DAY_MS },
  ].map(({ userId, byMs }) => {
    const store = createMemoryStore();
    const transport = network.createTransport(userId);
    const own = shift(clock, byMs);
    const client = createClient({ userId, store, transport, clock: own, random });
    return { client, store, transport };
  });
  if (!ana || !ben) throw new Error("Somebody is missing.");
  await clock.advance(1_000);
  for (let turn = 0; turn < 6; turn += 1) {
    const { client } = turn % 2 === 0 ? ana : ben;
    await client.send(conversationId, { body: `turn ${turn}`, lang: null });
    await clock.advance(2_000);
  }
  await expectConverged(server, ANA, ana.store);
  await expectConverged(server, BEN, ben.store);
  ana.transport.setReachable(false);
  await ana.client.send(conversationId, { body: "waiting", lang: null });
  const window = ana.client.openConversation(conversationId);
  await clock.advance(0);
  const { rows } = window.view.get();
  expect(rows.map(({ body }) => body)).toEqual([
    ...Array.from({ length: 6 }, (_, turn) => `turn ${turn}`),
    "waiting",
  ]);
  const waiting = Date.parse(rows.at(-1)?.at ?? "");
  expect(Math.abs(waiting - clock.now())).toBeLessThan(5_000);
});
