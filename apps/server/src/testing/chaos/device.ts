import type { Client } from "@parley/client/client";
import { createClient } from "@parley/client/create-client";
import type { Channel, Environment, Locks, Signal } from "@parley/client/environment";
import { createEmitter } from "@parley/client/observable";
import type { Emitter } from "@parley/client/observable";
import { createSocketTransport } from "@parley/client/socket-transport";
import { createMemoryStore } from "@parley/client/store/memory-store";
import type { Store } from "@parley/client/store/store";
import type { TestPerson } from "../test-person.ts";
import { createMortalStore } from "./mortal-store.ts";
import type { MortalStore } from "./mortal-store.ts";
import type { Recorder } from "./recorder.ts";
import { recordTransport } from "./recording-transport.ts";
import type { RecordingTransport } from "./recording-transport.ts";

/** A device of a person: the product's own client in this process, over a store that outlives it. */
export interface Device {
  name: string;
  person: TestPerson;
  conversations: [string, ...string[]];
  recorder: Recorder;
  disk: Store;
  /** The process, or the tab in front. */
  client(): Client;
  /** When the absence began that is going on, or ended last; 0 when there was none. */
  awaySince(): number;
  setReachable(isReachable: boolean): void;
  /** The process dies without a word and starts again. */
  crash(): void;
  /** The page is loaded anew. */
  reload(): Promise<void>;
  /** Another tab opens beside this one; call the result to close it. */
  openTab(): () => Promise<void>;
  /** Announced and heard from now on nothing more. */
  close(): Promise<void>;
}

export interface DeviceOptions {
  url: string;
  name: string;
  person: TestPerson;
  conversations: [string, ...string[]];
  recorder: Recorder;
}

interface Life {
  client: Client;
  signals: Emitter<Signal>;
  store: MortalStore;
  transport: RecordingTransport;
}

export function createDevice(options: DeviceOptions): Device {
  const { name, person, recorder } = options;
  const disk = createMemoryStore();
  let isReachable = true;
  let awaySince = 0;
  let life = begin(options, disk);

  function replace(): void {
    awaySince = recorder.now();
    life = begin(options, disk);
    life.transport.setReachable(isReachable);
  }

  return {
    name,
    person,
    recorder,
    disk,
    conversations: options.conversations,
    client: () => life.client,
    awaySince: () => awaySince,
    setReachable(value) {
      if (isReachable && !value) awaySince = recorder.now();
      isReachable = value;
      life.transport.setReachable(value);
      if (value) life.signals.emit("online");
    },
    crash() {
      life.store.kill();
      life.transport.kill();
      void life.client.close();
      replace();
    },
    async reload() {
      await life.client.close();
      life.transport.kill();
      replace();
    },
    openTab() {
      const tab = begin(options, disk);
      tab.transport.setReachable(isReachable);
      return async () => {
        await tab.client.close();
        tab.transport.kill();
      };
    },
    async close() {
      await life.client.close();
      life.transport.kill();
    },
  };
}

function begin({ url, name, person, recorder }: DeviceOptions, disk: Store): Life {
  const { cookie, id: user } = person;
  const store = createMortalStore(disk);
  const inner = createSocketTransport({
    baseUrl: url,
    device: name,
    fetch: (input, init) =>
      fetch(input, { ...init, headers: withCookie(init?.headers, cookie, url) }),
    openSocket: (address) => new WebSocket(address, { headers: { cookie, origin: url } }),
  });
  const transport = recordTransport({ inner, recorder, store: disk, device: name, user });
  const signals = createEmitter<Signal>();
  const client = createClient({
    userId: user,
    store,
    transport,
    environment: inView(signals),
    locks: locksOf(name),
    channel: openChannel(name),
    onSessionEnded: (code) => {
      recorder.write({
        act: "probed",
        device: name,
        user,
        conversation: "all",
        what: "session",
        outcome: code,
      });
    },
  });
  client.newMessages.subscribe(({ conversationId, messages }) => {
    const announced = messages.map(({ id, senderId }) => ({ id, sender: senderId }));
    recorder.write({
      act: "announced",
      device: name,
      user,
      conversation: conversationId,
      messages: announced,
    });
  });
  return { client, signals, store, transport };
}

function inView(signals: Emitter<Signal>): Environment {
  return {
    isVisible: () => true,
    isOnline: () => true,
    subscribe: (listener, signal) => void signals.subscribe(listener, signal),
  };
}

function withCookie(given: RequestInit["headers"], cookie: string, origin: string): Headers {
  const headers = new Headers(given);
  headers.set("cookie", cookie);
  headers.set("origin", origin);
  return headers;
}

/** The platform's own BroadcastChannel, heard by the other tabs of this device. */
function openChannel(device: string): Channel {
  const channel = new BroadcastChannel(`parley ${device}`);
  return {
    postMessage: (message) => channel.postMessage(message),
    addEventListener: (type, listener) =>
      channel.addEventListener(type, (event) => {
        if (event instanceof MessageEvent) listener({ data: event.data });
      }),
    close: () => channel.close(),
  };
}

/** The platform's own Web Locks, one set for each device: as many browsers live in this process. */
function locksOf(device: string): Locks {
  return {
    request: (name, { signal, steal = false }, callback) =>
      navigator.locks.request(`${device} ${name}`, { ...(signal && { signal }), steal }, callback),
  };
}
