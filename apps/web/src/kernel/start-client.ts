import type { Keeping } from "@parley/client/calls/keeping";
import type { Client } from "@parley/client/client";
import { createClient } from "@parley/client/create-client";
import { createSocketTransport } from "@parley/client/socket-transport";
import { createIndexedStore } from "@parley/client/store/indexed-store";
import type { Store } from "@parley/client/store/store";
import { browserEnvironment } from "./browser-environment.ts";
import { loadChunk } from "./load-chunk.ts";
import { reloadWhenIdle } from "./reload-when-idle.ts";
import { endSession } from "./session.ts";
import { readStored, writeStored } from "./stored.ts";

/**
 * Starts the client of the signed-in person and resolves when what this device keeps can be shown.
 * It is closed, with nothing lost, when `signal` aborts.
 */
export async function startClient(userId: string, signal: AbortSignal): Promise<Client> {
  const { store, isShared } = await openStore(userId);
  const client = createClient({
    userId,
    store,
    transport: createSocketTransport({ baseUrl: location.origin, device: readDevice() }),
    calls: {
      loadMedia: async () => (await loadChunk(importMedia)).createBrowserMedia,
      tab: keepIn("session"),
      browser: keepIn("local"),
    },
    loadCalls: async () => (await loadChunk(importCalls)).createCalls,
    environment: browserEnvironment,
    // Tabs that do not share a store have nothing to lead each other in.
    ...(isShared && "locks" in navigator
      ? { locks: navigator.locks, channel: new BroadcastChannel(`parley-${userId}`) }
      : {}),
    onSessionEnded: endSession,
  });
  signal.addEventListener("abort", () => void client.close(), { once: true });
  if (signal.aborted) await client.close();
  await client.ready.catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  reloadWhenIdle(client, signal);
  void navigator.storage?.persist?.();
  return client;
}

/** Most visits have no call, and those that have can wait for this. */
function importCalls() {
  return import("@parley/client/calls/call-manager");
}

/** Media of calls are large, and most visits have none. */
function importMedia() {
  return import("@parley/client/call-media/browser-media");
}

/** Names this tab towards the server, the same over its reloads: a call belongs to it. */
function readDevice(): string {
  const kept = readStored("session", "device");
  const device = kept ?? crypto.randomUUID();
  if (kept === null) writeStored("session", "device", device);
  return device;
}

function keepIn(storage: "session" | "local"): Keeping {
  return {
    read: (key) => readStored(storage, key),
    write: (key, value) => writeStored(storage, key, value),
  };
}

/** A browser that keeps nothing, as some private windows do, still serves until it is closed. */
async function openStore(userId: string): Promise<{ store: Store; isShared: boolean }> {
  const store = createIndexedStore(userId);
  try {
    await store.probe();
    return { store, isShared: true };
  } catch {
    const { createMemoryStore } = await loadChunk(importMemoryStore);
    return { store: createMemoryStore(), isShared: false };
  }
}

function importMemoryStore() {
  return import("@parley/client/store/memory-store");
}
