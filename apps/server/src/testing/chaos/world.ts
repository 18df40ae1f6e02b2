import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFreePort } from "../server-process.ts";
import { createDevice } from "./device.ts";
import type { Device } from "./device.ts";
import { gatherPeople } from "./people.ts";
import type { Pair, People, Size } from "./people.ts";
import { startProxy } from "./proxy.ts";
import type { Proxy } from "./proxy.ts";
import { createDice } from "./random.ts";
import { createRawSender } from "./raw-sender.ts";
import type { RawSender } from "./raw-sender.ts";
import { createRecorder } from "./recorder.ts";
import type { Recorder } from "./recorder.ts";
import { createVictim } from "./victim.ts";
import type { Victim } from "./victim.ts";

/** Everything that takes part in a run. */
export interface World {
  url: string;
  victim: Victim;
  proxy: Proxy;
  people: People;
  pairs: Pair[];
  recorder: Recorder;
  senders: RawSender[];
  devices: Device[];
  /** Where histories and the final state are written; stays when something was violated. */
  folder: string;
  remove(): Promise<void>;
}

export interface WorldOptions extends Size {
  seed: number;
  /** Messages a second that the crowd aims at, all together. */
  rate: number;
}

const DEVICES_A_PERSON = 2;

export async function buildWorld(options: WorldOptions): Promise<World> {
  const { seed } = options;
  const ports = { node: await findFreePort(), proxy: await findFreePort() };
  const url = `http://127.0.0.1:${ports.proxy}`;
  const victim = await createVictim(ports);
  const dice = createDice(seed, "proxy");
  const proxy = await startProxy({ to: ports.node, port: ports.proxy, dice });
  async function remove(): Promise<void> {
    await proxy.close();
    await victim.remove();
  }

  try {
    await victim.start();
    return { url, victim, proxy, remove, ...(await populate({ url, victim }, options)) };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function populate({ url, victim }: Pick<World, "url" | "victim">, options: WorldOptions) {
  const people = await gatherPeople({ url, dataDir: victim.folder.path }, options);
  const folder = mkdtempSync(join(tmpdir(), "parley-chaos-"));
  const recorder = createRecorder(folder);
  return {
    people,
    recorder,
    folder,
    pairs: [...people.crowdPairs, ...people.circlePairs, ...people.bridges],
    senders: createSenders({ url, people, recorder }, options),
    devices: createDevices({ url, people, recorder }),
  };
}

interface Parts {
  url: string;
  people: People;
  recorder: Recorder;
}

/** Those of the crowd write to each other without pause, and to the circle in long bursts. */
function createSenders(
  { url, people, recorder }: Parts,
  { seed, rate }: WorldOptions,
): RawSender[] {
  const lanes = 2 * people.crowdPairs.length;
  return people.crowd.map((person, index) => {
    const device = `crowd-${index + 1}`;
    const sender = createRawSender({ url, person, device, recorder });
    for (const { conversation, people: pair } of people.crowdPairs) {
      if (!pair.includes(person)) continue;
      const dice = createDice(seed, device, conversation.length, lanes, pairName(people, pair));
      const spacing = (18 * 1_000 * lanes) / rate;
      sender.open(conversation, {
        dice,
        pace: { most: 20, restMs: () => dice.next() * 2 * spacing },
      });
    }
    for (const { conversation, people: pair } of people.bridges) {
      if (!pair.includes(person)) continue;
      const dice = createDice(seed, device, "bridge", pairName(people, pair));
      const restMs = () => (dice.chance(0.03) ? dice.int(5_000, 20_000) : dice.int(20, 200));
      sender.open(conversation, { dice, pace: { most: 8, restMs } });
    }
    return sender;
  });
}

/** Ids are minted anew in each run; places are not. */
function pairName({ crowd, circle }: People, pair: Pair["people"]): string {
  return pair.map((one) => `${crowd.indexOf(one)}-${circle.indexOf(one)}`).join(" ");
}

function createDevices({ url, people, recorder }: Parts): Device[] {
  const all = [...people.circlePairs, ...people.bridges];
  return people.circle.flatMap((person, index) => {
    const own = all.filter((pair) => pair.people.includes(person));
    const [first, ...others] = own.map(({ conversation }) => conversation);
    if (!first) return [];
    return Array.from({ length: DEVICES_A_PERSON }, (_, number) =>
      createDevice({
        url,
        person,
        recorder,
        conversations: [first, ...others],
        name: `circle-${index + 1}-${number + 1}`,
      }),
    );
  });
}
