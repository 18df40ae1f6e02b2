import { createActor } from "./actor.ts";
import type { Actor, FuzzPerson } from "./actor.ts";
import { createPool } from "./pool.ts";
import { createRandom } from "./random.ts";
import { listCommands, listRoutes } from "./surface.ts";

export interface FuzzTarget {
  url: string;
  /** One actor each; somebody who stands twice has two devices. */
  people: readonly FuzzPerson[];
  conversationIds: readonly string[];
}

export interface Fault {
  name: string;
  input: string;
  fault: string;
}

export interface Fuzzer {
  /** Sends so many more inputs, everybody at once. */
  run(inputs: number): Promise<void>;
  faults(): readonly Fault[];
  /** How often each command and route was answered how. */
  tally(): Record<string, Record<string, number>>;
  close(): void;
}

const MOST_FAULTS = 50;

/** Everybody sends well-formed, broken and senseless inputs, all at once; the seed decides which. */
export async function createFuzzer(target: FuzzTarget, seed: number): Promise<Fuzzer> {
  const [firstCommand, ...commands] = listCommands();
  const [firstRoute, ...routes] = await listRoutes(target.url);
  if (!firstCommand || !firstRoute) throw new Error("There is nothing to send.");
  const known = { ...target, userIds: target.people.map(({ userId }) => userId) };
  const actors: Actor[] = [];
  for (const [index, person] of target.people.entries()) {
    const random = createRandom(seed * 1_000 + index);
    const sources = { random, pool: createPool(random, known) };
    actors.push(
      await createActor({
        url: target.url,
        person,
        sources,
        commands: [firstCommand, ...commands],
        routes: [firstRoute, ...routes],
      }),
    );
  }
  const faults: Fault[] = [];
  const tally = new Map<string, Map<string, number>>();

  async function work(actor: Actor, take: () => boolean): Promise<void> {
    while (take() && faults.length < MOST_FAULTS) {
      const { name, input, outcome, fault } = await actor.act();
      if (fault) faults.push({ name, input, fault });
      const counts = tally.get(name) ?? new Map<string, number>();
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
      if (counts.size === 1) tally.set(name, counts);
    }
  }

  return {
    async run(inputs) {
      let left = inputs;
      const take = () => left-- > 0;
      await Promise.all(actors.map((actor) => work(actor, take)));
    },
    faults: () => faults,
    tally: () =>
      Object.fromEntries([...tally].map(([name, counts]) => [name, Object.fromEntries(counts)])),
    close() {
      for (const actor of actors) actor.close();
    },
  };
}
