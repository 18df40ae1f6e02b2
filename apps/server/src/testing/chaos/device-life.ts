import { pause, poll } from "#kernel/pause";
import type { Device } from "./device.ts";
import { noteHeld } from "./holdings.ts";
import type { Dice } from "./random.ts";

const ACTS = {
  send: 40,
  edit: 10,
  remove: 4,
  read: 20,
  look: 20,
  leave: 4,
  crash: 3,
  reload: 3,
  tab: 2,
} as const;

const LONGEST_AWAY_MS = 15_000;
const PATIENCE_MS = 20_000;

/** A person at a device: writes, reads, goes into a tunnel, and has a browser that crashes. */
export interface Life {
  /** Ends, with the device open and reachable. */
  stop(): Promise<void>;
}

interface Parts {
  device: Device;
  dice: Dice;
  restMs: number;
  stopping: AbortSignal;
  /** What this device sent lately and may still change. */
  own: { conversation: string; id: string }[];
  count: number;
}

export function startLife(device: Device, dice: Dice, restMs: number): Life {
  const stopping = new AbortController();
  const parts: Parts = { device, dice, restMs, stopping: stopping.signal, own: [], count: 0 };
  const done = live(parts);
  return {
    async stop() {
      stopping.abort();
      await done;
      device.setReachable(true);
    },
  };
}

async function live(parts: Parts): Promise<void> {
  const { dice, stopping, restMs } = parts;
  while (!stopping.aborted) {
    await act(parts);
    await pause(dice.int(0, 2 * restMs), stopping);
  }
}

async function act(parts: Parts): Promise<void> {
  const { device, dice } = parts;
  const conversation = dice.pick(device.conversations);
  switch (dice.weigh(ACTS)) {
    case "send":
      return send(parts, conversation);
    case "edit":
      return change(parts, "edit");
    case "remove":
      return change(parts, "remove");
    case "read":
      return read(parts, conversation);
    case "look":
      return noteHeld(device, conversation, "step");
    case "leave":
      return leave(parts);
    case "crash":
      device.crash();
      return comeBack(parts);
    case "reload":
      await device.reload();
      return comeBack(parts);
    case "tab":
      return openTab(parts);
  }
}

async function send(parts: Parts, conversation: string): Promise<void> {
  const { device, dice, own } = parts;
  const { name, person, recorder } = device;
  for (let left = dice.int(1, 5); left > 0; left -= 1) {
    parts.count += 1;
    const body = `${name} ${parts.count}`;
    const id = await device.client().send(conversation, { body, lang: null });
    recorder.write({ act: "queued", device: name, user: person.id, conversation, id });
    own.push({ conversation, id });
    if (own.length > 20) own.shift();
  }
}

async function change(parts: Parts, what: "edit" | "remove"): Promise<void> {
  const { device, dice, own } = parts;
  const [first, ...others] = own;
  if (!first) return;
  const { conversation, id } = dice.pick([first, ...others]);
  const { name, person, recorder } = device;
  if (what === "edit") {
    parts.count += 1;
    const body = `${name} ${parts.count}, edited`;
    // A device that was wiped by a reset may not hold it yet: then there is nothing to edit.
    await device.client().edit(conversation, id, { body, lang: null }).catch(ignoreMissing);
    return;
  }
  const base = { device: name, user: person.id, conversation, id };
  recorder.write({ act: "queued deletion", ...base });
  await device.client().remove(conversation, id);
  parts.own = own.filter((one) => one.id !== id);
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof RangeError)) throw error;
}

/** Opens a conversation, looks around in it, and has read what was shown. */
async function read({ device, dice, stopping }: Parts, conversation: string): Promise<void> {
  const { name, person, recorder } = device;
  const window = device.client().openConversation(conversation);
  await poll(2_000, async () => stopping.aborted || window.view.get().state === "ready");
  const note = () => {
    const rows = window.view
      .get()
      .rows.flatMap(({ id, seq }) => (seq === null ? [] : [{ id, seq }]));
    recorder.write({ act: "shown", device: name, user: person.id, conversation, rows });
  };
  note();
  if (dice.chance(0.4)) await window.loadOlder();
  if (dice.chance(0.2)) await window.jumpTo(dice.int(1, 200));
  if (dice.chance(0.2)) await window.loadNewer();
  note();
  await window.jumpToEnd();
  note();
  const last = window.view.get().rows.findLast(({ seq }) => seq !== null)?.seq;
  if (last) window.markRead(last);
  window.close();
}

async function leave(parts: Parts): Promise<void> {
  const { device, dice, stopping } = parts;
  device.setReachable(false);
  const end = performance.now() + dice.int(200, LONGEST_AWAY_MS);
  while (performance.now() < end && !stopping.aborted) {
    if (dice.chance(0.3)) await send(parts, dice.pick(device.conversations));
    await pause(dice.int(100, 3_000), stopping);
  }
  device.setReachable(true);
  await comeBack(parts);
}

/** Writes down what is held right after the first sync. */
async function comeBack({ device, stopping }: Parts): Promise<void> {
  const isLive = () => device.client().connection.get().state === "live";
  const isBack = await poll(PATIENCE_MS, async () => stopping.aborted || isLive());
  if (!isBack || !isLive()) return;
  for (const conversation of device.conversations) await noteHeld(device, conversation, "back");
}

async function openTab({ device, dice, stopping }: Parts): Promise<void> {
  const close = device.openTab();
  await pause(dice.int(100, 4_000), stopping);
  await close();
}
