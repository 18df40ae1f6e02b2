import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { createIndexedStore } from "./store/indexed-store.ts";
import { expectConverged } from "./testing/check.ts";
import { ANA, BEN } from "./testing/people.ts";
import { createPair, type World } from "./testing/world.ts";

/** Lets the database take its turns, of which each needs several. */
async function live({ clock }: World, steps = 150): Promise<void> {
  for (let step = 0; step < steps; step += 1) await clock.advance(20);
}

test("invariant 16: the whole client over IndexedDB: written, reloaded, sent, edited, deleted, wiped", async () => {
  const world = createPair();
  const { join, conversationId, server } = world;
  const ben = join(BEN);
  const first = join(ANA, createIndexedStore(ANA));
  await live(world);
  expect(first.client.connection.get().state).toBe("live");
  first.transport.setReachable(false);
  const kept = await first.client.send(conversationId, { body: "kept", lang: "es" });
  const gone = await first.client.send(conversationId, { body: "gone", lang: null });
  await first.client.edit(conversationId, kept, { body: "kept, edited", lang: "es" });
  first.client.setDraft(conversationId, "still writing");
  await live(world, 20);
  await first.client.close();

  const second = join(ANA, createIndexedStore(ANA));
  await second.client.ready;
  expect(second.client.hasUnsent()).toBe(true);
  expect(second.client.draft(conversationId).get()).toBe("still writing");
  await live(world);
  expect(second.client.hasUnsent()).toBe(false);
  await second.client.edit(conversationId, kept, { body: "kept, edited twice", lang: "es" });
  await second.client.remove(conversationId, gone);
  await ben.client.send(conversationId, { body: "answer", lang: null });
  await live(world);
  const window = second.client.openConversation(conversationId);
  await live(world, 20);
  expect(window.view.get().rows).toMatchObject([
    { body: "kept, edited twice", lang: "es", isEdited: true },
    { body: null, isDeleted: true },
    { body: "answer", isMine: false },
  ]);
  window.markRead(3);
  await live(world);
  await expectConverged(server, ANA, second.store);

  await second.client.signOut();
  const third = createIndexedStore(ANA);
  expect(await third.read((tx) => tx.all("messages"))).toEqual([]);
  await third.close();
});
