import { expect, test } from "vitest";
import { createMemoryStore } from "../store/memory-store.ts";
import { createCallWorld } from "../testing/call-world.ts";
import { ANA, BEN } from "../testing/people.ts";
import { createCalls, type LoadCalls } from "./call-manager.ts";

type Loaded = Awaited<ReturnType<LoadCalls>>;

/** Ben's tab loads what holds calls as slowly, and fails as often, as a test wants. */
async function openWorld() {
  const world = createCallWorld();
  const loads: PromiseWithResolvers<Loaded>[] = [];
  const loadCalls = () => {
    const load = Promise.withResolvers<Loaded>();
    loads.push(load);
    return load.promise;
  };
  const ana = world.openTab(ANA);
  const ben = world.openTab(BEN, { store: createMemoryStore(), loadCalls });
  await world.clock.advance(1_000);
  const ring = async () => {
    const { calls } = ana.client;
    await Promise.all([calls.start(world.conversationId, "voice"), world.clock.advance(500)]);
  };
  const arrive = async () => {
    loads.at(-1)?.resolve(createCalls);
    await world.clock.advance(0);
  };
  return { ...world, ana, ben, loads, ring, arrive };
}

test("nothing of calls is loaded before one is heard of", async () => {
  const { ana, ben, loads, conversationId, clock } = await openWorld();
  await ana.client.send(conversationId, { body: "no call", lang: null });
  ben.client.calls.closePreview();
  await ben.client.calls.hangUp();
  await clock.advance(60_000);
  expect(ben.client.conversation(conversationId).get()?.unread).toBe(1);
  expect(loads).toEqual([]);
});

test("a ring that comes before what holds calls is heard when it is there, and can be accepted", async () => {
  const { ana, ben, loads, ring, arrive, clock } = await openWorld();
  await ring();
  await clock.advance(5_000);
  expect([ben.view().state, loads.length]).toEqual(["idle", 1]);
  await arrive();
  expect(ben.view().state).toBe("incoming");
  await Promise.all([ben.client.calls.accept(), clock.advance(3_000)]);
  expect([ana.view().state, ben.view().state]).toEqual(["connected", "connected"]);
});

test("what became of a ring meanwhile is told too, in its order", async () => {
  const { ana, ben, ring, arrive } = await openWorld();
  await ring();
  await ana.client.calls.hangUp();
  await arrive();
  expect(ben.view()).toMatchObject({ state: "ended", reason: "missed" });
});

test("a connection that is lost and comes back meanwhile is known", async () => {
  const { ben, ring, arrive, clock, calls } = await openWorld();
  await ring();
  ben.transport.cut();
  await clock.advance(5_000);
  await arrive();
  await Promise.all([ben.client.calls.accept(), clock.advance(3_000)]);
  expect([ben.view().state, calls.calls.size]).toEqual(["connected", 1]);
});

test("what could not be loaded is tried again until the ring is heard", async () => {
  const { ben, loads, ring, arrive, clock } = await openWorld();
  await ring();
  for (const count of [1, 2, 3]) {
    expect(loads).toHaveLength(count);
    loads.at(-1)?.reject(new Error("offline"));
    await clock.advance(2_000);
  }
  expect(ben.view().state).toBe("idle");
  await arrive();
  expect(ben.view().state).toBe("incoming");
});

test("a call that is made while its code comes is made when it has come, and refused when it cannot", async () => {
  const { ben, ana, loads, arrive, clock, conversationId } = await openWorld();
  const refused = ben.client.calls.start(conversationId, "voice");
  loads.at(-1)?.reject(new Error("offline"));
  await expect(refused).rejects.toMatchObject({ code: "OFFLINE" });
  const starting = ben.client.calls.start(conversationId, "voice");
  await arrive();
  await Promise.all([starting, clock.advance(500)]);
  expect([ben.view().state, ana.view().state]).toEqual(["outgoing", "incoming"]);
});

test("a tab that is closed while they are loaded begins nothing", async () => {
  const { ben, ring, arrive, clock } = await openWorld();
  await ring();
  await ben.client.close();
  await arrive();
  await clock.advance(10_000);
  expect(ben.states).toEqual([]);
});
