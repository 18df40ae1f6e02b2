import { expect } from "vitest";
import { expectConverged } from "./check.ts";
import { viewOf } from "./model-data.ts";
import { NO_FAULTS, type Faults } from "./model-network.ts";
import { createWorld, type World } from "./world.ts";
import { actOnDevice, actOnPeople, disturb, pick, type Stage } from "./simulated-acts.ts";
import { createDevice, startDevice, type SimulatedDevice } from "./simulated-devices.ts";

const BAD: Faults = {
  loseEvent: 0.12,
  doubleEvent: 0.1,
  loseRequest: 0.07,
  loseAnswer: 0.07,
  doubleRequest: 0.06,
  dieAfterCommit: 0.02,
  mostDelayMs: 9_000,
};
const CALM: Faults = { ...NO_FAULTS, mostDelayMs: 25 };

const STEPS = 70;
/** A device's clock is off by up to a day, those of the two nodes differ by this. */
const DAY_MS = 86_400_000;
const NODE_OFFSET_MS = 5_000;
/** When nothing disturbs any more, this long until everybody holds the same. */
const QUIET_MS = 60_000;

interface Life extends Stage {
  hasRestored: boolean;
  broken: string[];
}

/** Lives one world through: a bad network and bad luck, then quiet. Throws with what was not true. */
export async function simulate(seed: number): Promise<void> {
  const life = createLife(seed);
  const { world, broken } = life;
  await livethrough(life);
  await calmDown(life);
  expect({ broken: broken.slice(0, 5) }).toEqual({ broken: [] });
  for (const device of life.devices) {
    const { userId, client, kept } = device;
    const waiting = (await kept.read((tx) => tx.all("outbox"))).filter(({ failure }) => !failure);
    const { state } = client.connection.get();
    expect({ name: device.name, state, waiting }).toMatchObject({ state: "live", waiting: [] });
    await expectConverged(world.server, userId, kept).catch((error: unknown) => {
      throw new Error(`${device.name} does not hold what the server holds.`, { cause: error });
    });
  }
  expectSeqs(world);
  for (const device of life.devices) expectKept(life, device);
  await expectWholeHistory(life);
  expect({ broken: broken.slice(0, 5) }).toEqual({ broken: [] });
}

function createLife(seed: number): Life {
  const world = createWorld({ seed });
  const { server, random, clock } = world;
  const letters = random() < 0.4 ? "abcd" : "abc";
  const people = [...letters].map((letter) => `${letter.repeat(8)}-0000-4000-8000-000000000001`);
  for (const id of people) server.addPerson(id);
  const [a = "", b = "", c = "", d] = people;
  for (const pair of [
    [a, b],
    [a, c],
    [b, c],
  ] as const)
    server.befriend(...pair);
  if (d && random() < 0.5) server.befriend(a, d);
  const groups = [
    [a, b, c],
    [a, b, d ?? c],
  ].map((members, index) => {
    const id = `${String(index).repeat(8)}-0000-4000-8000-00000000000f`;
    server.addGroup(id, members);
    return id;
  });
  // Two nodes serve them, and every look at the time may be the other one's.
  server.now = () => clock.now() + (random() < 0.5 ? NODE_OFFSET_MS : 0);
  const broken: string[] = [];
  const onBroken = (what: string) => void broken.push(what);
  const life: Life = {
    world,
    people,
    groups,
    devices: [],
    count: 0,
    hasRestored: false,
    broken,
    onBroken,
  };
  for (const userId of people) {
    for (const name of ["1", "2"]) {
      const offsetMs = Math.round((random() * 2 - 1) * DAY_MS);
      const parts = { world, userId, name: `${userId[0]}${name}`, offsetMs, onBroken };
      life.devices.push(createDevice(parts));
    }
  }
  return life;
}

async function livethrough(life: Life): Promise<void> {
  const { world, devices } = life;
  const { clock, network, random, server } = world;
  network.faults = BAD;
  const backupAt = random() < 0.4 ? Math.floor(STEPS * (0.2 + random() * 0.5)) : -1;
  const restoreAt = backupAt + 2 + Math.floor(random() * STEPS * 0.25);
  let backup = server.snapshot();
  for (let step = 0; step < STEPS; step += 1) {
    await clock.advance(random() * 800);
    if (step === backupAt) backup = server.snapshot();
    if (backupAt >= 0 && step === restoreAt) {
      server.restore(backup, `epoch-${seedName(random)}`);
      life.hasRestored = true;
    }
    const roll = random();
    if (roll < 0.08) disturb(life);
    else if (roll < 0.2) actOnPeople(life);
    else if (roll < 0.22) server.poke(pick([...server.data.conversations.keys()], random) ?? "");
    else await actOnDevice(life);
  }
  for (const device of devices) device.window?.close();
}

function seedName(random: () => number): string {
  return String(Math.floor(random() * 1e9));
}

/** From here on nothing is lost any more: after a minute the devices hold what the server holds. */
async function calmDown(life: Life): Promise<void> {
  const { world, devices } = life;
  world.network.faults = CALM;
  for (const device of devices) {
    if (!device.isRunning) startDevice(device, life);
    device.transport.setReachable(true);
    device.transport.setSilent(false);
    device.environment.tell("online");
  }
  await world.clock.advance(QUIET_MS);
}

/** Seqs and vers of the server are gapless, and its time never goes back. */
function expectSeqs({ server }: World): void {
  for (const { messages, seq } of server.data.conversations.values()) {
    const rows = [...messages.values()].sort((x, y) => x.seq - y.seq);
    expect(rows.map((row) => row.seq)).toEqual(rows.map((_, index) => index + 1));
    expect(rows.length).toBe(seq);
    const times = rows.map(({ at }) => at);
    expect(times).toEqual(times.toSorted());
  }
}

/** What this device wrote is in history once, where it was said to be, and in its order. */
function expectKept({ world, hasRestored }: Life, device: SimulatedDevice): void {
  const { server } = world;
  const { name, announced } = device;
  // A reset forgets what was told; a message that comes back may be told again.
  if (!hasRestored) {
    expect({ name, announced }).toEqual({ name, announced: [...new Set(announced)] });
  }
  for (const { epoch, conversationId, id, seq } of device.acknowledged) {
    if (epoch !== server.epoch) continue;
    const row = server.data.conversations.get(conversationId)?.messages.get(id);
    expect({ name, id, seq: row?.seq }).toEqual({ name, id, seq });
  }
  for (const [conversationId, ids] of device.written) {
    const conversation = server.data.conversations.get(conversationId);
    if (!conversation || device.lostConversations.has(conversationId)) continue;
    const seqs: number[] = [];
    for (const id of ids) {
      const row = conversation.messages.get(id);
      const isOver = device.givenUp.has(id) || device.deleted.has(id);
      expect({ name, id, isLost: !isOver && !row }).toEqual({ name, id, isLost: false });
      // One that was refused may still arrive by a copy that the network kept: it has no place in line.
      if (row && !device.givenUp.has(id)) seqs.push(row.seq);
    }
    if (hasRestored) continue;
    expect({ name, seqs }).toEqual({ name, seqs: seqs.toSorted((x, y) => x - y) });
  }
}

/** Whoever scrolls to the top of each conversation sees all of it. */
async function expectWholeHistory({ world, devices }: Life): Promise<void> {
  const { server, clock } = world;
  for (const { client, userId, name } of devices.filter((_, index) => index % 2 === 0)) {
    for (const conversation of server.data.conversations.values()) {
      const view = viewOf(conversation, userId);
      if (!view) continue;
      const window = client.openConversation(conversation.id);
      await clock.advance(0);
      for (let pages = 0; pages < 60 && window.view.get().hasOlder; pages += 1) {
        const loading = window.loadOlder();
        await clock.advance(100);
        await loading;
      }
      const shown = window.view.get().rows.filter(({ seq }) => seq !== null);
      expect({ name, rows: shown.map(shorten) }).toEqual({
        name,
        rows: view.messages.map(shorten),
      });
      window.close();
    }
  }
}

function shorten({ id, seq, body }: { id: string; seq: number | null; body: string | null }) {
  return { id, seq, body };
}
