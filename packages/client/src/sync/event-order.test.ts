import { expect, test } from "vitest";
import { createClient } from "../create-client.ts";
import { createMemoryStore } from "../store/memory-store.ts";
import { ManualTransport } from "../testing/manual-transport.ts";
import { ModelServer } from "../testing/model-server.ts";
import { ANA, BEN, conversationOf } from "../testing/people.ts";
import { createVirtualClock } from "../testing/virtual-clock.ts";
import type { ServerEvent } from "../transport.ts";

const ID = conversationOf(ANA, BEN);

/** Ana's device, live, with everything held and nothing on its way. */
async function startLive() {
  const server = new ModelServer();
  for (const id of [ANA, BEN]) server.addPerson(id);
  server.befriend(ANA, BEN);
  const events: ServerEvent[] = [];
  server.onDelivery = ({ to, event }) => {
    if (to.includes(ANA)) events.push(structuredClone(event));
  };
  const clock = createVirtualClock();
  const store = createMemoryStore();
  const transport = new ManualTransport(server, ANA);
  const client = createClient({ userId: ANA, store, transport, clock, random: () => 0.5 });
  await clock.advance(0);
  for (let next = transport.waiting.shift(); next; next = transport.waiting.shift()) {
    next.answer();
    await clock.advance(0);
  }
  expect(client.connection.get().state).toBe("live");
  const read = () =>
    store.read(async (tx) => {
      const rows = await tx.messagesIn({ conversationId: ID, from: 1, to: 99 });
      const ver = (await tx.get("conversations", ID))?.ver;
      return { ver, ids: rows.map(({ id }) => id) };
    });
  const deliver = async (event: ServerEvent | undefined) => {
    if (event) transport.deliver(event);
    await clock.advance(0);
  };
  /** What is on its way, receipts aside. */
  const asked = () => transport.waiting.filter(({ name }) => name === "sync").length;
  return { server, events, clock, transport, read, deliver, asked };
}

function write(server: ModelServer, ids: readonly string[]): void {
  for (const id of ids) server.send(BEN, ID, [{ id, body: id }]);
}

test("SYNC-1: an event whose predecessor is late waits for it, and nothing is asked", async () => {
  const { server, events, clock, read, deliver, asked } = await startLive();
  write(server, ["m1", "m2", "m3"]);
  await deliver(events[1]);
  await deliver(events[2]);
  await clock.advance(250);
  expect(await read()).toEqual({ ver: 1, ids: [] });
  await deliver(events[0]);
  expect(await read()).toEqual({ ver: 4, ids: ["m1", "m2", "m3"] });
  await clock.advance(1_000);
  expect(asked()).toBe(0);
});

test("SYNC-1: after 300 ms a missing predecessor is asked for, of that conversation alone", async () => {
  const { server, events, clock, transport, read, deliver, asked } = await startLive();
  write(server, ["m1", "m2"]);
  await deliver(events[1]);
  await clock.advance(299);
  expect(asked()).toBe(0);
  await clock.advance(1);
  expect(asked()).toBe(1);
  transport.take("sync").answer();
  await clock.advance(0);
  expect(await read()).toEqual({ ver: 3, ids: ["m1", "m2"] });
});

test("SYNC-1: an event that overlaps what is held is merged, and one that is known changes nothing", async () => {
  const { server, events, read, deliver, asked } = await startLive();
  server.send(BEN, ID, [
    { id: "m1", body: "m1" },
    { id: "m2", body: "m2" },
  ]);
  const both = events.at(-1);
  server.send(BEN, ID, [{ id: "m1", body: "m1" }]);
  const repeated = events.at(-1);
  await deliver(repeated);
  expect(await read()).toEqual({ ver: 2, ids: ["m1"] });
  await deliver(both);
  await deliver(both);
  await deliver(repeated);
  expect(await read()).toEqual({ ver: 3, ids: ["m1", "m2"] });
  expect(asked()).toBe(0);
});

test("SYNC-1: a poke makes the client ask", async () => {
  const { server, events, transport, clock, read, deliver, asked } = await startLive();
  write(server, ["m1"]);
  server.poke(ID);
  await deliver(events.at(-1));
  expect(asked()).toBe(1);
  transport.take("sync").answer();
  await clock.advance(0);
  expect(await read()).toEqual({ ver: 2, ids: ["m1"] });
  server.poke(ID);
  await deliver(events.at(-1));
  expect(asked()).toBe(0);
});
