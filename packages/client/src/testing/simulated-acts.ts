import type { Message } from "@parley/protocol/messages";
import { activeMembers, nameOfPair } from "./model-data.ts";
import type { World } from "./world.ts";
import { crashDevice, startDevice, type SimulatedDevice } from "./simulated-devices.ts";

/** Everything that can be done to, or by somebody in, a simulated world. */
export interface Stage {
  world: World;
  people: readonly string[];
  devices: SimulatedDevice[];
  groups: readonly string[];
  /** Rises with every act: texts are told apart by it. */
  count: number;
  onBroken(what: string): void;
}

export function pick<T>(list: readonly T[], random: () => number): T | undefined {
  return list[Math.floor(random() * list.length)];
}

/** One person does one thing on one of their devices. */
export async function actOnDevice(stage: Stage): Promise<void> {
  const { random } = stage.world;
  const device = pick(
    stage.devices.filter(({ isRunning }) => isRunning),
    random,
  );
  if (!device) return;
  stage.count += 1;
  const { kept, client, userId } = device;
  const state = pick(await kept.read((tx) => tx.all("conversations")), random);
  if (!state) return;
  const span = { conversationId: state.id, from: 1, to: 1_000_000 };
  const rows = await kept.read((tx) => tx.messagesIn(span));
  const mine = rows.filter(({ senderId, deletedAt }) => senderId === userId && !deletedAt);
  const roll = random() * 100;
  // A crash may come between any two steps of an act; what was not yet kept is not missed.
  const quietly = (work: Promise<unknown>) => work.catch(() => {});
  if (roll < 46) await quietly(write(stage, device, state.id));
  else if (roll < 58) await quietly(edit(stage, device, pick(mine, random)));
  else if (roll < 65) await quietly(remove(device, pick(mine, random)));
  else if (roll < 78) {
    const window = openWindow(stage, device, state.id);
    await stage.world.clock.advance(0);
    window.markRead(Math.ceil(random() * Math.max(1, state.seq)));
  } else if (roll < 96) scroll(stage, device, state);
  else client.refresh();
}

async function write(
  { world, count }: Stage,
  device: SimulatedDevice,
  conversationId: string,
): Promise<void> {
  const ids = device.written.get(conversationId) ?? [];
  device.written.set(conversationId, ids);
  for (let more = 1 + Math.floor(world.random() * 3); more > 0; more -= 1) {
    const text = { body: `text ${count}.${more}`, lang: null };
    ids.push(await device.client.send(conversationId, text));
  }
}

async function edit(
  { count }: Stage,
  { client }: SimulatedDevice,
  message: Message | undefined,
): Promise<void> {
  if (!message) return;
  const text = { body: `edit ${count}`, lang: null };
  await client.edit(message.conversationId, message.id, text);
}

async function remove(device: SimulatedDevice, message: Message | undefined): Promise<void> {
  if (!message) return;
  await device.client.remove(message.conversationId, message.id);
  device.deleted.add(message.id);
}

function openWindow({ onBroken }: Stage, device: SimulatedDevice, conversationId: string) {
  if (device.window?.conversationId === conversationId) return device.window;
  device.window?.close();
  const window = device.client.openConversation(conversationId);
  device.window = window;
  window.view.subscribe(() => {
    const seqs = window.view.get().rows.flatMap(({ seq }) => seq ?? []);
    const first = seqs[0] ?? 0;
    if (seqs.some((seq, index) => seq !== first + index)) {
      onBroken(`8: ${device.name} shows seqs ${seqs.join(" ")} of ${conversationId}`);
    }
  });
  return window;
}

function scroll(
  stage: Stage,
  device: SimulatedDevice,
  { id, seq }: { id: string; seq: number },
): void {
  const { random } = stage.world;
  const window = openWindow(stage, device, id);
  const roll = random();
  if (roll < 0.5) void window.loadOlder();
  else if (roll < 0.65) void window.loadNewer();
  else if (roll < 0.9) void window.jumpTo(1 + Math.floor(random() * Math.max(1, seq)));
  else void window.jumpToEnd();
}

/** Something about people changes on the server, from a page or another person's client. */
export function actOnPeople({ world, people, groups, count }: Stage): void {
  const { random, server } = world;
  const a = pick(people, random) ?? "";
  const b = pick(
    people.filter((one) => one !== a),
    random,
  );
  const roll = random();
  if (roll < 0.2) return server.rename(a, `name ${count}`);
  if (roll < 0.4) return server.setReceipts(a, random() < 0.5);
  if (roll < 0.7) {
    const group = server.data.conversations.get(pick(groups, random) ?? "");
    if (!group) return;
    const isIn = random() < 0.6;
    // The last one does not leave.
    if (!isIn && activeMembers(group).length < 2) return;
    return server.changeMembers(group.id, [a], isIn);
  }
  if (!b) return;
  const areFriends = server.data.friends.has(nameOfPair(a, b));
  const isBlocking = server.data.blocks.has(`${a} ${b}`);
  if (isBlocking && roll < 0.95) server.unblock(a, b);
  else if (!areFriends) ask(world, a, b);
  else if (roll < 0.78) server.unfriend(a, b);
  else if (roll < 0.85) server.block(a, b);
}

/** One asks the other; an answer comes when they meet here again. */
function ask({ random, server }: World, from: string, to: string): void {
  const { blocks, requests } = server.data;
  const waiting = [...requests.values()].find(
    (request) => nameOfPair(request.from, request.to) === nameOfPair(from, to),
  );
  if (waiting && random() < 0.2) return server.endRequest(waiting.id);
  if (waiting || random() < 0.5) return void server.befriend(from, to);
  if (blocks.has(`${from} ${to}`) || blocks.has(`${to} ${from}`)) return;
  const id = `${Math.floor(random() * 1e8 + 1e8)}`.slice(1).concat("-0000-4000-8000-0000000000ff");
  server.request({ id, from, to, message: "Shall we talk?", at: server.time() });
}

/** A cut, a time without network, a time in which nothing gets through, or a crash. */
export function disturb(stage: Stage): void {
  const { clock, random } = stage.world;
  const device = pick(stage.devices, random);
  if (!device?.isRunning) return;
  const roll = random();
  const lastsMs = random() * (random() < 0.4 ? 40_000 : 5_000);
  const later = (work: () => void) => clock.setTimeout(work, lastsMs);
  const { transport, environment } = device;
  if (roll < 0.2) return transport.cut();
  if (roll < 0.45) {
    transport.setReachable(false);
    later(() => {
      transport.setReachable(true);
      if (random() < 0.5) environment.tell("online");
    });
  } else if (roll < 0.65) {
    transport.setSilent(true);
    later(() => transport.setSilent(false));
  } else if (roll < 0.75) environment.tell(random() < 0.5 ? "focus" : "visible");
  else {
    crashDevice(device);
    later(() => {
      if (!device.isRunning) startDevice(device, stage);
    });
  }
}
