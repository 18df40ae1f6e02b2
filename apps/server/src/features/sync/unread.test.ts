import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "#kernel/ids";
import { startMessaging } from "#testing/messaging";
import type { Messaging } from "#testing/messaging";
import { addPerson, befriend } from "#testing/relations";

let kit: Messaging;
beforeAll(async () => {
  kit = await startMessaging();
});
afterAll(async () => kit.close());

async function startPair() {
  const [ana, ben] = [await addPerson(kit), await addPerson(kit)];
  const id = await befriend(kit, ana, ben);
  const unread = async () => {
    const { conversations } = await kit.sync(ana, { conversations: [] });
    return conversations.find((entry) => entry.id === id)?.unread;
  };
  return { ana, ben, id, unread };
}

test("RCPT-3 and invariant 11: unread counts what others wrote above the read cursor, unless it is deleted", async () => {
  const { ana, ben, id, unread } = await startPair();
  const ids = Array.from({ length: 6 }, () => newId());
  for (const [index, messageId] of ids.entries()) {
    await kit.send(index === 2 ? ana : ben, id, [{ id: messageId, body: `${index}` }]);
  }
  expect(await unread()).toBe(5);
  await kit.remove(ben, { conversationId: id, id: ids[4]! });
  expect(await unread()).toBe(4);
  await kit.receipt(ana, { conversationId: id, read: 2 });
  expect(await unread()).toBe(2);
  await kit.database.sql`UPDATE messages SET kind = 'system' WHERE id = ${ids[5]!}`;
  expect(await unread()).toBe(1);
  await kit.receipt(ana, { conversationId: id, read: 4 });
  expect(await unread()).toBe(0);
});

test("RCPT-3: unread is counted up to 1,000", async () => {
  const { ben, id, unread } = await startPair();
  for (let sent = 0; sent < 1_005; sent += 15) {
    const drafts = Array.from({ length: 15 }, () => ({ id: newId(), body: "one more" }));
    await kit.send(ben, id, drafts);
  }
  expect(await unread()).toBe(1_000);
});
