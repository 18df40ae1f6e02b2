import { expect, test } from "vitest";
import { expectConverged } from "./testing/check.ts";
import { NO_FAULTS } from "./testing/model-network.ts";
import type { ModelData } from "./testing/model-server.ts";
import { ANA, BEN, CLEO } from "./testing/people.ts";
import { createWorld, type Device, type World } from "./testing/world.ts";

const PEOPLE = [ANA, BEN, CLEO];
const STEPS = 160;

/** One seed: an hour of bad network compressed, then quiet. */
async function live(seed: number): Promise<void> {
  const world = createWorld({ seed });
  const { clock, server, network, random } = world;
  for (const id of PEOPLE) server.addPerson(id);
  server.befriend(ANA, BEN);
  server.befriend(ANA, CLEO);
  const devices = [...PEOPLE, ...PEOPLE].map((id) => world.join(id));
  network.faults = {
    loseEvent: 0.12,
    doubleEvent: 0.1,
    loseRequest: 0.07,
    loseAnswer: 0.07,
    doubleRequest: 0.06,
    mostDelayMs: 4_000,
  };
  let backup: ModelData | null = null;
  const sent: Sent[] = [];
  for (let step = 0; step < STEPS; step += 1) {
    await clock.advance(random() * 600);
    const device = pick(devices, random);
    const roll = random();
    if (roll < 0.02) backup ??= server.snapshot();
    else if (roll < 0.04 && backup) {
      server.restore(backup, `epoch-${step}`);
      backup = null;
    } else await act(world, devices, { device, sent });
  }
  network.faults = NO_FAULTS;
  for (const { transport } of devices) transport.setReachable(true);
  await clock.advance(180_000);
  for (const { client } of devices) client.refresh();
  await clock.advance(10_000);
  for (const { userId, store, client } of devices) {
    expect(client.connection.get().state).toBe("live");
    const waiting = await store.read((tx) => tx.all("outbox"));
    expect(waiting.filter(({ failure }) => failure === null)).toEqual([]);
    await expectConverged(server, userId, store);
  }
  for (const { conversationId, id } of sent) {
    const kept = server.data.conversations.get(conversationId)?.messages.has(id);
    expect(kept, `${id} was sent and is lost`).toBe(true);
  }
}

/** A message that a client has taken over: it must reach the server once. */
interface Sent {
  conversationId: string;
  id: string;
}

function pick<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)] as T;
}

/** What was deleted need not come back after a restore. */
function forget(sent: Sent[], id: string): void {
  const index = sent.findIndex((one) => one.id === id);
  if (index >= 0) sent.splice(index, 1);
}

async function act(
  world: World,
  devices: Device[],
  { device, sent }: { device: Device; sent: Sent[] },
): Promise<void> {
  const { random, server } = world;
  const { client, store, userId } = device;
  const states = await store.read((tx) => tx.all("conversations"));
  const roll = random() * 100;
  if (roll > 92) return disturb(world, devices, device);
  if (roll > 90) return server.rename(userId, `name ${Math.floor(random() * 1000)}`);
  if (roll > 88) return server.setReceipts(userId, random() < 0.5);
  if (states.length === 0) return;
  const { id, seq } = pick(states, random);
  const held = await store.read((tx) => tx.messagesIn({ conversationId: id, from: 1, to: 9_999 }));
  const mine = held.filter((row) => row.senderId === userId && row.deletedAt === null);
  if (roll < 45) {
    for (let count = random() * 5; count > 0; count -= 1) {
      const body = `text ${random()}`;
      sent.push({ conversationId: id, id: await client.send(id, { body, lang: null }) });
    }
  } else if (roll < 55 && mine.length > 0) {
    await client.edit(id, pick(mine, random).id, { body: `edit ${random()}`, lang: null });
  } else if (roll < 60 && mine.length > 0) {
    const removed = pick(mine, random).id;
    await client.remove(id, removed);
    forget(sent, removed);
  } else if (roll < 75) {
    const window = client.openConversation(id);
    await world.clock.advance(0);
    window.markRead(Math.ceil(random() * seq));
    void (random() < 0.5 ? window.loadOlder() : window.jumpTo(1 + Math.floor(random() * seq)));
    await world.clock.advance(random() * 500);
    expectGapless(window.view.get().rows.flatMap((row) => row.seq ?? []));
    window.close();
  } else if (roll < 80) client.refresh();
}

/** A cut, a while without network, or a crash: the device goes on with what its store holds. */
function disturb({ join, random, clock }: World, devices: Device[], device: Device): void {
  const roll = random();
  if (roll < 0.4) device.transport.cut();
  else if (roll < 0.7) {
    device.transport.setReachable(false);
    clock.setTimeout(() => device.transport.setReachable(true), random() * 40_000);
  } else {
    device.transport.setReachable(false);
    void device.client.close();
    devices[devices.indexOf(device)] = join(device.userId, device.store);
  }
}

function expectGapless(seqs: readonly number[]): void {
  seqs.forEach((seq, index) => expect(seq).toBe((seqs[0] ?? 0) + index));
}

const seeds = Number(process.env["SEEDS"] ?? 150);

test("invariants 6, 8 and 15: after loss, doubling, reordering, crashes and restores one sync equals a fresh fetch", async () => {
  for (let seed = 1; seed <= seeds; seed += 1) {
    await expect(live(seed), `seed ${seed}`).resolves.toBeUndefined();
  }
});
