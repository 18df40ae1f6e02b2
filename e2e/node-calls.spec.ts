import { createEngine } from "@parley/client/call-media/create-engine";
import { FORGETFUL } from "@parley/client/calls/keeping";
import type { Client } from "@parley/client/client";
import { createClient } from "@parley/client/create-client";
import { systemClock } from "@parley/client/environment";
import { createSocketTransport } from "@parley/client/socket-transport";
import { createMemoryStore } from "@parley/client/store/memory-store";
import { FakeMedia } from "@parley/client/testing/fake-media";
import { FakePaths } from "@parley/client/testing/fake-peer";
import { expect, test } from "./fixtures.ts";
import { ask, type Person } from "./harness/people.ts";

/** A client in Node that can call: signals go through the real server, packets are made up. */
async function startCaller(url: string, person: Person, paths: FakePaths) {
  const { token } = await ask<{ token: string }>(person.context.request, {
    method: "POST",
    url: `${url}/api/auth/tokens`,
    data: { name: "A caller", scopes: ["read", "write", "calls"] },
  });
  const media = new FakeMedia(paths);
  const client = createClient({
    userId: person.id,
    store: createMemoryStore(),
    transport: createSocketTransport({ baseUrl: url, token, device: `node-${person.id}` }),
    calls: {
      loadMedia: () => Promise.resolve((host) => createEngine(media, host)),
      tab: FORGETFUL,
      browser: FORGETFUL,
    },
  });
  await client.ready;
  await expect.poll(() => client.connection.get().state).toBe("live");
  return { client, media };
}

function readState(client: Client): string {
  return client.calls.current.get().state;
}

test("two clients in Node call each other through the server", async ({ place, friends }) => {
  const { nora, haruka, conversationId } = friends;
  const paths = new FakePaths(systemClock);
  const caller = await startCaller(place.url, nora, paths);
  const callee = await startCaller(place.url, haruka, paths);
  await caller.client.calls.start(conversationId, "video");
  await expect.poll(() => readState(callee.client)).toBe("incoming");
  await callee.client.calls.accept();
  for (const { client } of [caller, callee]) {
    await expect.poll(() => readState(client)).toBe("connected");
  }
  await caller.client.calls.setCam(false);
  await expect
    .poll(() => callee.client.calls.current.get())
    .toMatchObject({ remote: { mic: true, cam: false } });

  await callee.client.calls.hangUp();
  await expect
    .poll(() => caller.client.calls.current.get())
    .toMatchObject({ state: "ended", reason: "completed" });
  expect([...caller.media.live(), ...callee.media.live()]).toEqual([]);
  await expect
    .poll(() => caller.client.conversations.get())
    .toMatchObject([{ last: { kind: "call", body: null, call: { reason: "completed" } } }]);

  await caller.client.calls.start(conversationId, "voice");
  await expect.poll(() => readState(callee.client)).toBe("incoming");
  await caller.client.calls.hangUp();
  await expect.poll(() => callee.client.calls.missed.get()).toBe(1);
  expect(callee.client.calls.current.get()).toMatchObject({ state: "ended", reason: "missed" });
  await callee.client.calls.markSeen();
  await expect.poll(() => callee.client.calls.missed.get()).toBe(0);
  for (const { client } of [caller, callee]) await client.close();
});
