import { expect, test } from "vitest";
import { createChannels, createLocks } from "../testing/model-browser.ts";
import { createMemoryStore } from "../store/memory-store.ts";
import { createCallWorld } from "../testing/call-world.ts";
import { ANA, BEN } from "../testing/people.ts";

/** Ana and ben in a call that flows. */
async function talk(media: "voice" | "video" = "video") {
  const world = createCallWorld();
  const [ana, ben] = [world.openTab(ANA), world.openTab(BEN)];
  await world.clock.advance(1_000);
  await Promise.all([
    ana.client.calls.start(world.conversationId, media),
    world.clock.advance(500),
  ]);
  await Promise.all([ben.client.calls.accept(), world.clock.advance(500)]);
  await world.clock.advance(2_000);
  return { ...world, ana, ben };
}

test("two people ring, connect and hang up, and every track has ended", async () => {
  const { ana, ben, clock, calls } = await talk();
  expect([ana.states, ben.states]).toEqual([
    ["outgoing", "connecting", "connected"],
    ["incoming", "connecting", "connected"],
  ]);
  expect(ana.view()).toMatchObject({ remote: { mic: true, cam: true }, local: { cam: true } });
  await clock.advance(10_000);
  await ana.client.calls.hangUp();
  await clock.advance(1_000);
  expect(ana.view()).toMatchObject({ state: "ended", reason: "completed", isMine: true });
  expect(ben.view()).toMatchObject({ state: "ended", reason: "completed", isMine: false });
  expect(calls.live()).toBeUndefined();
  expect([...ana.media.live(), ...ben.media.live()]).toEqual([]);
});

test("S1: simultaneous starts make one call", async () => {
  const { openTab, clock, conversationId, calls } = createCallWorld();
  const [ana, ben] = [openTab(ANA), openTab(BEN)];
  await clock.advance(1_000);
  await Promise.all([
    ana.client.calls.start(conversationId, "voice"),
    ben.client.calls.start(conversationId, "voice"),
    clock.advance(3_000),
  ]);
  await clock.advance(2_000);
  expect(calls.calls.size).toBe(1);
  expect([ana.view().state, ben.view().state]).toEqual(["connected", "connected"]);
});

test("S2: of two devices that accept one joins, and the other hears that it was answered elsewhere", async () => {
  const { openTab, clock, conversationId } = createCallWorld();
  const [ana, laptop, phone] = [openTab(ANA), openTab(BEN), openTab(BEN)];
  await clock.advance(1_000);
  await Promise.all([ana.client.calls.start(conversationId, "voice"), clock.advance(500)]);
  const accepting = [laptop, phone].map(({ client }) => client.calls.accept());
  await Promise.all([...accepting, clock.advance(500)]);
  await clock.advance(6_000);
  expect([laptop.view().state, phone.view()]).toMatchObject([
    "connected",
    { state: "ended", reason: "answered-elsewhere" },
  ]);
  expect(phone.media.live()).toEqual([]);
  phone.client.calls.dismiss();
  expect(phone.view()).toMatchObject({ state: "elsewhere", place: "device" });
});

test("S8: a reload rejoins without ringing, and the other side sees it come back", async () => {
  const { ana, ben, clock, calls } = await talk();
  const again = await ben.reload();
  await clock.advance(4_000);
  expect(ana.view().state).toBe("connected");
  expect(again.view()).toMatchObject({ state: "connected", local: { mic: true, cam: true } });
  expect(again.states).toEqual(["elsewhere", "connecting", "connected"]);
  expect(calls.calls.size).toBe(1);
  expect(calls.live()?.epoch).toBe(2);
});

test("S8: a page that had gone and is back as it was builds its media anew", async () => {
  const { ana, ben, clock, calls } = await talk();
  ben.media.leave();
  ben.transport.cut();
  await clock.advance(2_500);
  expect(ana.view().state).toBe("reconnecting");
  await clock.advance(8_000);
  expect([ana.view().state, ben.view().state]).toEqual(["connected", "connected"]);
  expect(calls.live()?.epoch).toBe(2);
});

test("S8: a reload of whoever calls goes on ringing", async () => {
  const { openTab, clock, conversationId, calls } = createCallWorld();
  const [ana, ben] = [openTab(ANA), openTab(BEN)];
  await clock.advance(1_000);
  await Promise.all([ana.client.calls.start(conversationId, "video"), clock.advance(500)]);
  const again = await ana.reload();
  await clock.advance(2_000);
  expect(again.view().state).toBe("outgoing");
  await Promise.all([ben.client.calls.accept(), clock.advance(3_000)]);
  expect([again.view().state, ben.view().state]).toEqual(["connected", "connected"]);
  expect(calls.calls.size).toBe(1);
});

test("S9: a client that was away hears that its call has ended", async () => {
  const { ana, ben, clock } = await talk("voice");
  ben.transport.setReachable(false);
  await clock.advance(2_000);
  await ana.client.calls.hangUp();
  await clock.advance(20_000);
  ben.transport.setReachable(true);
  await clock.advance(5_000);
  expect(ben.view()).toMatchObject({ state: "ended", reason: "completed" });
  expect(ben.media.live()).toEqual([]);
});

test("C1: media run on while the server is away, and nobody joins again because it is back", async () => {
  const { ana, ben, clock, calls, network } = await talk();
  const before = network.seen.length;
  for (const { transport } of [ana, ben]) transport.setReachable(false);
  await clock.advance(10_000);
  expect([ana.view().state, ben.view().state]).toEqual(["connected", "connected"]);
  for (const { transport } of [ana, ben]) transport.setReachable(true);
  await clock.advance(4_000);
  const names = network.seen.slice(before).map(({ name }) => name);
  expect(names).toContain("call:heartbeat");
  expect(names).not.toContain("call:join");
  expect([ana.states.at(-1), ben.states.at(-1)]).toEqual(["connected", "connected"]);
  expect(calls.live()?.epoch).toBe(1);
});

test("a path that is cut is replaced by another, with one side alone making offers", async () => {
  const { ana, ben, clock, paths, calls } = await talk();
  paths.setCut(true);
  await clock.advance(3_000);
  expect([ana.view().state, ben.view().state]).toEqual(["reconnecting", "reconnecting"]);
  paths.setCut(false);
  await clock.advance(8_000);
  const quality = { level: "good", roundTripMs: 40 };
  expect([ana.view(), ben.view()]).toMatchObject([
    { state: "connected", quality },
    { state: "connected", quality },
  ]);
  expect(calls.live()?.epoch).toBe(1);
});

test("a path that stays away is built anew after 20 s, and ends the call after 60 s", async () => {
  const { ana, ben, clock, paths, calls } = await talk();
  paths.setCut(true);
  await clock.advance(26_000);
  expect(calls.live()?.epoch).toBeGreaterThan(1);
  await clock.advance(40_000);
  expect([ana.view(), ben.view()]).toMatchObject([
    { state: "ended", reason: "failed" },
    { state: "ended", reason: "failed" },
  ]);
  expect(calls.live()).toBeUndefined();
  expect([...ana.media.live(), ...ben.media.live()]).toEqual([]);
});

test("a rebuild whose answer is lost is asked for again, and is no move to another device", async () => {
  const { ana, ben, clock, paths, calls, network } = await talk();
  paths.setCut(true);
  await clock.advance(18_000);
  network.faults = { ...network.faults, dieAfterCommit: 1 };
  await clock.advance(8_000);
  expect(calls.live()?.epoch).toBeGreaterThan(1);
  for (const { transport } of [ana, ben]) transport.cut();
  network.faults = { ...network.faults, dieAfterCommit: 0 };
  paths.setCut(false);
  await clock.advance(12_000);
  expect([ana.view().state, ben.view().state]).toEqual(["connected", "connected"]);
});

test("no media within 20 s of acceptance are built once more, and then the call fails", async () => {
  const world = createCallWorld();
  const { openTab, clock, conversationId, paths, calls } = world;
  const [ana, ben] = [openTab(ANA), openTab(BEN)];
  await clock.advance(1_000);
  paths.setCut(true);
  await Promise.all([ana.client.calls.start(conversationId, "voice"), clock.advance(500)]);
  await Promise.all([ben.client.calls.accept(), clock.advance(500)]);
  await clock.advance(24_000);
  expect(calls.live()?.epoch).toBe(2);
  await clock.advance(22_000);
  expect(ana.view()).toMatchObject({ state: "ended", reason: "failed" });
  expect(ben.view()).toMatchObject({ state: "ended", reason: "failed" });
});

test("G1: signals that are lost and doubled stop no negotiation, and G2: none comes before acceptance", async () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const { openTab, clock, conversationId, network } = createCallWorld({ seed });
    const [ana, ben] = [openTab(ANA), openTab(BEN)];
    await clock.advance(1_000);
    await Promise.all([ana.client.calls.start(conversationId, "video"), clock.advance(500)]);
    expect(network.seen.filter(({ name }) => name === "call:signal")).toEqual([]);
    await Promise.all([ben.client.calls.accept(), clock.advance(0)]);
    network.faults = {
      loseEvent: 0.3,
      doubleEvent: 0.3,
      loseRequest: 0.3,
      loseAnswer: 0.3,
      doubleRequest: 0.3,
      mostDelayMs: 2_000,
    };
    await clock.advance(15_000);
    expect([seed, ana.view().state, ben.view().state]).toEqual([seed, "connected", "connected"]);
  }
});

test("M4: twenty toggles negotiate nothing, and the other side is told of each", async () => {
  const { ana, ben, clock } = await talk();
  const described = ana.media.peers[0]?.described.length;
  for (let toggle = 1; toggle <= 20; toggle += 1) {
    await ana.client.calls.setCam(toggle % 2 === 0);
    await ana.client.calls.setMic(toggle % 2 === 0);
    await clock.advance(1_000);
    const isOn = toggle % 2 === 0;
    expect(ben.view()).toMatchObject({ state: "connected", remote: { mic: isOn, cam: isOn } });
  }
  const [peer] = ana.media.peers;
  expect(ana.media.peers).toHaveLength(1);
  expect(peer?.described).toHaveLength(described ?? 0);
  expect(peer?.getTransceivers()).toHaveLength(3);
  expect(ana.media.live()).toHaveLength(2);
});

test("a call in one tab is seen in the other, which can take it", async () => {
  const world = createCallWorld();
  const { openTab, clock, conversationId, calls } = world;
  const browser = {
    store: createMemoryStore(),
    locks: createLocks(),
    createChannel: createChannels(),
  };
  const [first, second, ben] = [openTab(ANA, browser), openTab(ANA, browser), openTab(BEN)];
  await clock.advance(3_000);
  await Promise.all([ben.client.calls.start(conversationId, "voice"), clock.advance(500)]);
  expect([first.view().state, second.view().state]).toEqual(["incoming", "incoming"]);
  await Promise.all([second.client.calls.accept(), clock.advance(3_000)]);
  expect(second.view().state).toBe("connected");
  expect(first.view()).toMatchObject({ state: "ended", reason: "answered-elsewhere" });
  first.client.calls.dismiss();
  expect(first.view()).toMatchObject({ state: "elsewhere", place: "tab" });
  await Promise.all([first.client.calls.moveHere(), clock.advance(3_000)]);
  expect([first.view().state, second.view().state, ben.view().state]).toEqual([
    "connected",
    "elsewhere",
    "connected",
  ]);
  expect(second.media.live()).toEqual([]);
  expect(calls.calls.size).toBe(1);
});

test("a call that goes on elsewhere is in another tab only while a tab of this browser has it", async () => {
  const { openTab, clock, conversationId } = createCallWorld();
  const browser = {
    store: createMemoryStore(),
    locks: createLocks(),
    createChannel: createChannels(),
  };
  const [first, second, ben] = [openTab(ANA, browser), openTab(ANA, browser), openTab(BEN)];
  const phone = openTab(ANA);
  await clock.advance(3_000);
  await Promise.all([second.client.calls.start(conversationId, "voice"), clock.advance(500)]);
  await Promise.all([ben.client.calls.accept(), clock.advance(3_000)]);
  expect([first.view(), phone.view()]).toMatchObject([{ place: "tab" }, { place: "device" }]);
  await Promise.all([phone.client.calls.moveHere(), clock.advance(3_000)]);
  second.client.calls.dismiss();
  await clock.advance(1_000);
  expect([first.view(), second.view()]).toMatchObject([{ place: "device" }, { place: "device" }]);
  await Promise.all([first.client.calls.moveHere(), clock.advance(3_000)]);
  await second.client.close();
  expect([first.view().state, phone.view().state]).toEqual(["connected", "ended"]);
});

test("a tab that is loaded anew leaves its call in another tab of this browser", async () => {
  const { openTab, clock, conversationId } = createCallWorld();
  const browser = {
    store: createMemoryStore(),
    locks: createLocks(),
    createChannel: createChannels(),
  };
  const [first, second, ben] = [openTab(ANA, browser), openTab(ANA, browser), openTab(BEN)];
  await clock.advance(3_000);
  await Promise.all([second.client.calls.start(conversationId, "voice"), clock.advance(500)]);
  await Promise.all([ben.client.calls.accept(), clock.advance(3_000)]);
  const places = new Set<string>();
  first.client.calls.current.subscribe(() => {
    const view = first.view();
    if (view.state === "elsewhere") places.add(view.place);
  });
  const again = await second.reload();
  await clock.advance(4_000);
  expect(again.view().state).toBe("connected");
  expect(first.view()).toMatchObject({ state: "elsewhere", place: "tab" });
  expect([...places]).toEqual(["tab"]);
});

test("signing out hangs up", async () => {
  const { ana, ben, clock } = await talk();
  await ana.client.signOut();
  await clock.advance(1_000);
  expect(ben.view()).toMatchObject({ state: "ended", reason: "completed" });
  expect(ana.media.live()).toEqual([]);
});

test("a tab that is in a call takes the lead back from one that took it because it was silent", async () => {
  const { openTab, clock, conversationId } = createCallWorld();
  const locks = createLocks();
  const browser = { store: createMemoryStore(), locks, createChannel: createChannels() };
  const [tab, ben] = [openTab(ANA, browser), openTab(BEN)];
  await clock.advance(3_000);
  await Promise.all([tab.client.calls.start(conversationId, "voice"), clock.advance(500)]);
  await Promise.all([ben.client.calls.accept(), clock.advance(2_000)]);
  const hold = () => new Promise<void>(() => {});
  locks.request(`parley-${ANA}`, { steal: true }, hold).catch(() => {});
  await clock.advance(2_000);
  await ben.client.calls.hangUp();
  await clock.advance(2_000);
  expect(tab.states).toEqual(["outgoing", "connecting", "connected", "ended"]);
  expect(tab.view()).toMatchObject({ reason: "completed" });
});

test("a ring that nobody answers ends by itself on both sides", async () => {
  const { openTab, clock, conversationId, calls } = createCallWorld();
  const [ana, ben] = [openTab(ANA), openTab(BEN)];
  await clock.advance(1_000);
  await Promise.all([ana.client.calls.start(conversationId, "voice"), clock.advance(500)]);
  await clock.advance(32_000);
  expect(ana.view()).toMatchObject({ state: "ended", reason: "timeout" });
  expect(ben.view()).toMatchObject({ state: "ended", reason: "missed" });
  expect(calls.live()).toBeUndefined();
});

test("a call that is cancelled before the server has heard of it never rings on", async () => {
  const { openTab, clock, conversationId, calls, network } = createCallWorld();
  const [ana, ben] = [openTab(ANA), openTab(BEN)];
  await clock.advance(1_000);
  network.faults = { ...network.faults, mostDelayMs: 400 };
  const starting = ana.client.calls.start(conversationId, "voice");
  await clock.advance(0);
  await ana.client.calls.hangUp();
  await Promise.all([starting, clock.advance(5_000)]);
  expect(calls.live()).toBeUndefined();
  expect(ana.view().state).toBe("ended");
  expect(["idle", "ended"]).toContain(ben.view().state);
});
