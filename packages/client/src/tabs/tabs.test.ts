import { expect, test } from "vitest";
import type { Channel } from "../environment.ts";
import { createClient } from "../create-client.ts";
import { createMemoryStore } from "../store/memory-store.ts";
import { createChannels, createEnvironment, createLocks } from "../testing/model-browser.ts";
import { ANA, BEN } from "../testing/people.ts";
import { createPair } from "../testing/world.ts";

/** One browser of ana, in which tabs share store, locks and channel; and ben elsewhere. */
function createBrowser() {
  const pair = createPair();
  const store = createMemoryStore();
  const locks = createLocks();
  const createChannel = createChannels();

  function openTab(isVisible = true) {
    const environment = createEnvironment(isVisible);
    const transport = pair.network.createTransport(ANA);
    const gate = createGate(createChannel());
    let sockets = 0;
    const counted = {
      ...transport,
      connect() {
        sockets += 1;
        transport.connect();
      },
    };
    const { clock, random } = pair;
    const client = createClient({
      userId: ANA,
      store,
      transport: counted,
      clock,
      random,
      environment,
      locks,
      channel: gate.channel,
    });
    const news: string[] = [];
    client.newMessages.subscribe(({ messages }) => news.push(...messages.map(({ id }) => id)));
    return { client, environment, transport, gate, news, getSockets: () => sockets };
  }

  return { ...pair, store, openTab, ben: pair.join(BEN) };
}

/** A channel that can go silent, as that of a frozen tab does. */
function createGate(channel: Channel) {
  let isOpen = true;
  return {
    setOpen(value: boolean) {
      isOpen = value;
    },
    channel: {
      postMessage: (message: unknown) => isOpen && channel.postMessage(message),
      addEventListener: (type: "message", listener: (event: { data: unknown }) => void) =>
        channel.addEventListener(type, (event) => isOpen && listener(event)),
      close: () => channel.close(),
    } as Channel,
  };
}

function text(body: string) {
  return { body, lang: null };
}

test("invariant 16: of two tabs one leads; both show the same, and what the other writes goes out once", async () => {
  const { clock, openTab, server, conversationId, ben } = createBrowser();
  const [first, second] = [openTab(), openTab()];
  await clock.advance(3_000);
  expect([first.getSockets(), second.getSockets()]).toEqual([1, 0]);
  expect(second.client.connection.get().state).toBe("live");
  await second.client.send(conversationId, text("from the follower"));
  await ben.client.send(conversationId, text("an answer"));
  await clock.advance(3_000);
  expect(server.data.conversations.get(conversationId)?.seq).toBe(2);
  for (const { client } of [first, second]) {
    expect(client.conversations.get()).toMatchObject([{ unread: 1, hasQueued: false }]);
  }
});

test("invariant 15: a new message is told of once over all tabs, never one's own, never one read elsewhere", async () => {
  const { clock, openTab, conversationId, ben, join } = createBrowser();
  const [first, second] = [openTab(), openTab()];
  await clock.advance(3_000);
  first.environment.show(false);
  second.environment.show(true);
  const elsewhere = join(ANA);
  await clock.advance(1_000);
  const id = await ben.client.send(conversationId, text("hello"));
  await second.client.send(conversationId, text("mine"));
  await elsewhere.client.send(conversationId, text("mine, elsewhere"));
  await clock.advance(120_000);
  expect([first.news, second.news]).toEqual([[], [id]]);
});

test("invariant 14: a tab that closes changes nothing for the others, even when it led", async () => {
  const { clock, openTab, server, conversationId } = createBrowser();
  const first = openTab();
  await clock.advance(1_000);
  const second = openTab();
  await clock.advance(1_000);
  await first.client.close();
  await second.client.send(conversationId, text("still here"));
  await clock.advance(5_000);
  expect(second.getSockets()).toBe(1);
  expect(second.client.connection.get().state).toBe("live");
  expect(server.data.conversations.get(conversationId)?.seq).toBe(1);
});

test("invariant 16: a visible tab takes over from a frozen leader, which does nothing when it wakes", async () => {
  const { clock, openTab, store, conversationId, ben, server } = createBrowser();
  const leader = openTab(false);
  await clock.advance(1_000);
  const visible = openTab();
  await clock.advance(4_000);
  expect(visible.getSockets()).toBe(0);
  leader.gate.setOpen(false);
  await clock.advance(8_000);
  expect(visible.getSockets()).toBe(1);
  const fence = () => store.read((tx) => tx.get("meta", "leader"));
  expect(await fence()).toMatchObject({ fence: 2 });
  leader.gate.setOpen(true);
  leader.environment.show(true);
  await ben.client.send(conversationId, text("to one"));
  await visible.client.send(conversationId, text("from one"));
  await clock.advance(5_000);
  expect(server.data.conversations.get(conversationId)?.seq).toBe(2);
  expect(leader.client.connection.get().state).toBe("live");
});

test("signing out wipes the store and ends every tab", async () => {
  const { clock, openTab, store, conversationId } = createBrowser();
  const [first, second] = [openTab(), openTab()];
  await clock.advance(2_000);
  second.client.setDraft(conversationId, "a secret");
  await clock.advance(100);
  await first.client.signOut();
  await clock.advance(1_000);
  expect(await store.read((tx) => tx.all("drafts"))).toEqual([]);
  expect(second.client.connection.get().state).not.toBe("connecting");
});
