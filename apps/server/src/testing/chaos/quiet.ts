import { poll } from "#kernel/pause";
import type { Device } from "./device.ts";
import { saveFinalState } from "./final-state.ts";
import { noteHeld } from "./holdings.ts";
import type { World } from "./world.ts";

/** What waits in an outbox may rest up to a minute, and its answer take its time. */
const DRAIN_MS = 120_000;
/** The promise: after this much quiet all hold the same. */
const QUIET_MS = 60_000;
const TAB_MS = 3_000;

/** After the storm: everything goes out, all is given its minute, and what each side holds is written down. */
export async function settle(
  world: World,
  tell: (line: string) => void,
): Promise<{ epoch: string }> {
  const { devices, recorder, pairs, victim, folder } = world;
  for (const device of devices) device.setReachable(true);
  const before = performance.now();
  const seconds = () => Math.round((performance.now() - before) / 1000);
  await poll(DRAIN_MS, () => haveSent(devices));
  tell(`quiet: outboxes empty after ${seconds()} s`);
  await poll(QUIET_MS, async () => areAll(devices, isLive) && (await haveCaughtUp(world)));
  tell(`quiet: all hold the same after ${seconds()} s`);
  await openAndCloseTabs(world);
  for (const device of devices) {
    for (const conversation of device.conversations) await noteHeld(device, conversation, "end");
  }
  recorder.flush();
  return saveFinalState(pairs, { dataDir: victim.folder.path, folder });
}

function areAll(devices: readonly Device[], is: (device: Device) => boolean): boolean {
  return devices.every(is);
}

/** What was refused for good stays where it is, for the person to see. */
async function haveSent(devices: readonly Device[]): Promise<boolean> {
  for (const { disk } of devices) {
    const rows = await disk.read((tx) => tx.all("outbox"));
    if (rows.some(({ failure }) => failure === null)) return false;
  }
  return true;
}

function isLive({ client }: Device): boolean {
  return client().connection.get().state === "live";
}

/** Whether every device holds the end of each of its conversations, as the server tells it. */
async function haveCaughtUp({ people, devices }: World): Promise<boolean> {
  for (const person of people.circle) {
    const { body, status } = await person.call("POST", "/api/sync", {
      epoch: null,
      userVer: 0,
      conversations: [],
    });
    if (status !== 200) return false;
    const entries = body["conversations"] as { id: string; ver: number; readSeq: number }[];
    for (const device of devices.filter((one) => one.person === person)) {
      const states = await device.disk.read((tx) => tx.all("conversations"));
      const held = new Map(states.map((state) => [state.id, state]));
      const isSame = entries.every(({ id, ver, readSeq }) => {
        const state = held.get(id);
        return state?.ver === ver && state.readSeq === readSeq && !state.isUnreadStale;
      });
      if (!isSame) return false;
    }
  }
  return true;
}

/** A second tab of each first device comes and goes while a friend looks on. */
async function openAndCloseTabs({ people, devices, recorder }: World): Promise<void> {
  const watching = new AbortController();
  const ids = people.circle.map(({ id }) => id);
  const firsts = people.circle.flatMap(
    (person) => devices.find((device) => device.person === person) ?? [],
  );
  for (const device of firsts) device.client().watchPresence(ids, watching.signal);
  const isSeen = (device: Device) =>
    device.conversations.some((id) => {
      const partner = device.client().conversation(id).get()?.partner;
      return partner && device.client().presence(partner.id).get().state === "online";
    });
  await poll(TAB_MS, async () => areAll(firsts, isSeen));
  for (const { name, person, openTab } of firsts) {
    const t = recorder.now();
    const close = openTab();
    await close();
    const base = { device: name, user: person.id, conversation: "all" };
    recorder.write({ act: "tabbed", t, until: recorder.now() + TAB_MS, ...base });
  }
  await poll(TAB_MS, async () => false);
  watching.abort();
}
