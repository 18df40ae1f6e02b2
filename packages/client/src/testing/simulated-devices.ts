import type { Client } from "../client.ts";
import { createClient } from "../create-client.ts";
import type { Clock } from "../environment.ts";
import { createMemoryStore } from "../store/memory-store.ts";
import type { Store } from "../store/store.ts";
import { createEnvironment, type ModelEnvironment } from "./model-browser.ts";
import type { ModelTransport } from "./model-network.ts";
import type { World } from "./world.ts";
import type { Transport } from "../transport.ts";
import type { ConversationWindow } from "../views.ts";
import { watchStore, type WatchedStore } from "./watched-store.ts";

/** A message that its writer was told is in history. */
interface Acknowledged {
  epoch: string;
  conversationId: string;
  id: string;
  seq: number;
}

/** One device over its whole life, crashes and restarts included. */
export interface SimulatedDevice {
  readonly userId: string;
  readonly name: string;
  /** What survives a crash. */
  readonly kept: Store;
  readonly clock: Clock;
  /** Of this life: what was on its way to an earlier one never arrives. */
  transport: ModelTransport;
  client: Client;
  store: WatchedStore;
  environment: ModelEnvironment;
  window: ConversationWindow | null;
  isRunning: boolean;
  /** Ids by conversation, in the order in which they were written. */
  readonly written: Map<string, string[]>;
  readonly acknowledged: Acknowledged[];
  /** Refused for good, deleted, or in a conversation that is no more. */
  readonly givenUp: Set<string>;
  readonly lostConversations: Set<string>;
  readonly deleted: Set<string>;
  /** Ids of the messages of which this device has told, each time. */
  readonly announced: string[];
}

export interface DeviceParts {
  world: World;
  name: string;
  userId: string;
  /** How far this device's clock is off, in milliseconds. */
  offsetMs: number;
  onBroken(what: string): void;
}

/** Creates a device and starts its client. */
export function createDevice(parts: DeviceParts): SimulatedDevice {
  const { world, userId, name, offsetMs } = parts;
  const kept = createMemoryStore();
  const clock: Clock = { ...world.clock, now: () => world.clock.now() + offsetMs };
  const notes = {
    written: new Map<string, string[]>(),
    acknowledged: [],
    givenUp: new Set<string>(),
    lostConversations: new Set<string>(),
    deleted: new Set<string>(),
    announced: [],
  };
  const base = { userId, name, kept, clock, window: null, isRunning: true, ...notes };
  const device = base as unknown as SimulatedDevice;
  startDevice(device, parts);
  return device;
}

/** Starts a client on what the device has kept. */
export function startDevice(
  device: SimulatedDevice,
  { world, onBroken }: Pick<DeviceParts, "world" | "onBroken">,
): void {
  const { userId, kept, clock } = device;
  const transport = world.network.createTransport(userId);
  device.transport = transport;
  device.store = watchStore(kept, {
    userId,
    server: world.server,
    onBroken: (what) => onBroken(`${device.name}: ${what}`),
    onGivenUp(conversationId, messageId) {
      if (messageId === null) device.lostConversations.add(conversationId);
      else device.givenUp.add(messageId);
    },
  });
  device.environment = createEnvironment();
  device.window = null;
  device.isRunning = true;
  device.client = createClient({
    userId,
    store: device.store,
    transport: listen(transport, device),
    clock,
    random: world.random,
    environment: device.environment,
  });
  device.client.newMessages.subscribe(({ messages }) => {
    for (const { id, isMine } of messages) {
      if (isMine) onBroken(`15: ${device.name} tells of its own ${id}`);
      device.announced.push(id);
    }
  });
}

/** Ends a device in the middle of whatever it does; only what it committed is left. */
export function crashDevice(device: SimulatedDevice): void {
  device.store.kill();
  device.transport.setSilent(true);
  device.isRunning = false;
  device.window = null;
  device.client.close().catch(() => {});
}

/** Notes which messages were acknowledged. */
function listen(transport: ModelTransport, device: SimulatedDevice): Transport {
  return {
    ...transport,
    async command(name, payload) {
      const ack = await transport.command(name, payload);
      if (ack.ok && "results" in ack && "conversationId" in payload) {
        const { conversationId } = payload;
        for (const result of ack.results) {
          if (!result.ok) continue;
          const { id, seq } = result;
          device.acknowledged.push({ epoch: ack.epoch, conversationId, id, seq });
        }
      }
      return ack;
    },
  };
}
