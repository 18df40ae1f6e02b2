import { createEngine } from "../call-media/create-engine.ts";
import { createCalls, type LoadCalls } from "../calls/call-manager.ts";
import type { Keeping } from "../calls/keeping.ts";
import type { CallView } from "../calls/views.ts";
import type { Client } from "../client.ts";
import { createClient } from "../create-client.ts";
import type { Channel, Locks } from "../environment.ts";
import { createMemoryStore } from "../store/memory-store.ts";
import type { Store } from "../store/store.ts";
import { FakeMedia } from "./fake-media.ts";
import { FakePaths } from "./fake-peer.ts";
import { ModelCalls } from "./model-calls.ts";
import { createEnvironment, type ModelEnvironment } from "./model-browser.ts";
import type { ModelTransport } from "./model-network.ts";
import { ANA, BEN } from "./people.ts";
import { createPair } from "./world.ts";

/** A tab that can be in a call. */
export interface Caller {
  client: Client;
  transport: ModelTransport;
  environment: ModelEnvironment;
  media: FakeMedia;
  /** Each state it has been in, in order. */
  states: CallView["state"][];
  view(): CallView;
  /** Loads the page anew: nothing survives but what tab and browser keep. */
  reload(): Promise<Caller>;
}

interface Browser {
  store: Store;
  locks?: Locks;
  createChannel?: () => Channel;
  /** Default: what holds calls is there at once. */
  loadCalls?: LoadCalls;
}

/** Keeps texts in memory. */
function createKeeping(): Keeping {
  const kept = new Map<string, string>();
  return {
    read: (key) => kept.get(key) ?? null,
    write: (key, value) => void (value === null ? kept.delete(key) : kept.set(key, value)),
  };
}

function openBrowser({ store, locks, createChannel, loadCalls }: Browser) {
  const channel = createChannel?.();
  return {
    store,
    loadCalls: loadCalls ?? (() => Promise.resolve(createCalls)),
    ...(locks && channel ? { locks, channel } : {}),
  };
}

/** Ana and ben, who share a conversation, on a network with calls and paths that a test can cut. */
export function createCallWorld(options: { seed?: number } = {}) {
  const pair = createPair(options);
  const { clock, random, network } = pair;
  const paths = new FakePaths(clock);
  const calls = new ModelCalls(clock);
  calls.peopleIn = () => [ANA, BEN];
  network.calls = calls;
  let devices = 0;

  function openTab(userId: string, browser: Browser = { store: createMemoryStore() }): Caller {
    devices += 1;
    return startTab({ userId, browser, device: `device-${devices}`, tab: createKeeping() });
  }

  function startTab(parts: { userId: string; browser: Browser; device: string; tab: Keeping }) {
    const { userId, browser, device, tab } = parts;
    const transport = network.createTransport(userId, device);
    const environment = createEnvironment();
    const media = new FakeMedia(paths);
    const client = createClient({
      ...openBrowser(browser),
      userId,
      transport,
      clock,
      random,
      environment,
      calls: {
        loadMedia: () => Promise.resolve((host) => createEngine(media, host)),
        tab,
        browser: createKeeping(),
      },
    });
    const states: CallView["state"][] = [];
    client.calls.current.subscribe(() => {
      const { state } = client.calls.current.get();
      if (states.at(-1) !== state) states.push(state);
    });
    const caller: Caller = {
      client,
      transport,
      environment,
      media,
      states,
      view: () => client.calls.current.get(),
      async reload() {
        media.leave();
        transport.cut();
        transport.setSilent(true);
        for (const track of media.given) track.stop();
        const kept = tab.read("call");
        await client.close();
        tab.write("call", kept);
        return startTab(parts);
      },
    };
    return caller;
  }

  return { ...pair, paths, calls, openTab };
}
