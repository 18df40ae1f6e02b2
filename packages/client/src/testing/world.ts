import type { Client } from "../client.ts";
import { createClient } from "../create-client.ts";
import { createMemoryStore } from "../store/memory-store.ts";
import type { Store } from "../store/store.ts";
import { ModelNetwork, type ModelTransport } from "./model-network.ts";
import { createEnvironment, type ModelEnvironment } from "./model-browser.ts";
import { ANA, BEN } from "./people.ts";
import { ModelServer, type ModelLimits } from "./model-server.ts";
import { createSeededRandom, createVirtualClock, type VirtualClock } from "./virtual-clock.ts";

/** A running client with the things that outlive it. */
export interface Device {
  userId: string;
  client: Client;
  store: Store;
  transport: ModelTransport;
  environment: ModelEnvironment;
}

/** A server, a network and a clock for tests, with people who are friends of each other. */
export interface World {
  clock: VirtualClock;
  random: () => number;
  server: ModelServer;
  network: ModelNetwork;
  /** Starts a client on its own device, or again on one that has crashed or closed. */
  join(userId: string, store?: Store): Device;
}

/** Creates a world that is the same for the same seed. */
export function createWorld(options: { seed?: number; limits?: ModelLimits } = {}): World {
  const clock = createVirtualClock();
  const random = createSeededRandom(options.seed ?? 1);
  const server = new ModelServer({ now: () => clock.now(), ...options });
  const network = new ModelNetwork(server, clock, random);
  return {
    clock,
    random,
    server,
    network,
    join(userId, store = createMemoryStore()) {
      const transport = network.createTransport(userId);
      const environment = createEnvironment();
      const client = createClient({ userId, store, transport, clock, random, environment });
      return { userId, client, store, transport, environment };
    },
  };
}

/** A world in which ana and ben share a conversation. */
export function createPair(options: { seed?: number; limits?: ModelLimits } = {}) {
  const world = createWorld(options);
  for (const id of [ANA, BEN]) world.server.addPerson(id);
  return { ...world, conversationId: world.server.befriend(ANA, BEN) };
}
