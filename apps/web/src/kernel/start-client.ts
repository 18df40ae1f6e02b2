import type { Client } from "@parley/client/client";
import { createClient } from "@parley/client/create-client";
import { createSocketTransport } from "@parley/client/socket-transport";
import { createIndexedStore } from "@parley/client/store/indexed-store";
import { createMemoryStore } from "@parley/client/store/memory-store";
import type { Store } from "@parley/client/store/store";
import { browserEnvironment } from "./browser-environment.ts";
import { reloadWhenIdle } from "./reload-when-idle.ts";
import { endSession } from "./session.ts";

/**
 * Starts the client of the signed-in person and resolves when what this device keeps can be shown.
 * It is closed, with nothing lost, when `signal` aborts.
 */
export async function startClient(userId: string, signal: AbortSignal): Promise<Client> {
  const { store, isShared } = await openStore(userId);
  const client = createClient({
    userId,
    store,
    transport: createSocketTransport({ baseUrl: "" }),
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

/** A browser that keeps nothing, as some private windows do, still serves until it is closed. */
async function openStore(userId: string): Promise<{ store: Store; isShared: boolean }> {
  const store = createIndexedStore(userId);
  try {
    await store.probe();
    return { store, isShared: true };
  } catch {
    return { store: createMemoryStore(), isShared: false };
  }
}
