import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { newId } from "#kernel/ids";
import { applyEvent, describeCopy, fetchCopy } from "#testing/client-copy";
import { startMessaging } from "#testing/messaging";
import type { Messaging } from "#testing/messaging";
import { addGroup, addPerson, befriend, changeMembers } from "#testing/relations";

let kit: Messaging;
let people: [string, string, string];
beforeAll(async () => {
  kit = await startMessaging();
});
afterAll(async () => kit.close());
beforeEach(async () => {
  people = [await addPerson(kit), await addPerson(kit), await addPerson(kit)];
});

/** What everybody holds after the events of an action alone, and what they would fetch afresh. */
async function refetch(act: () => Promise<unknown>, of: readonly string[] = people) {
  const copies = await Promise.all(of.map((userId) => fetchCopy(kit, userId)));
  const from = kit.events.length;
  await act();
  const told = kit.events.slice(from);
  expect(told).not.toEqual([]);
  for (const copy of copies) {
    for (const event of told.filter(({ userIds }) => userIds.includes(copy.userId))) {
      expect(applyEvent(copy, event)).toBe(true);
    }
  }
  const fresh = await Promise.all(of.map((userId) => fetchCopy(kit, userId)));
  return { held: copies.map(describeCopy), fresh: fresh.map(describeCopy) };
}

describe("invariant 6: the refetch check holds for every mutation", () => {
  test("a direct conversation is opened", async () => {
    const told = await refetch(() => befriend(kit, people[0], people[1]));
    expect(told.held).toEqual(told.fresh);
  });

  test("messages are sent", async () => {
    const id = await addGroup(kit, people);
    const told = await refetch(() => kit.send(people[0], id, [draft("a"), draft("b")]));
    expect(told.held).toEqual(told.fresh);
    const again = await refetch(() => kit.send(people[1], id, [draft("c")]));
    expect(again.held).toEqual(again.fresh);
  });

  test("messages are sent again", async () => {
    const id = await befriend(kit, people[0], people[1]);
    const drafts = [draft("a"), draft("b")];
    await kit.send(people[0], id, drafts);
    await kit.edit(people[0], { conversationId: id, ...drafts[0]!, body: "edited", baseVer: 2 });
    const told = await refetch(() => kit.send(people[0], id, [...drafts, draft("c")]));
    expect(told.held).toEqual(told.fresh);
  });

  test("a message is edited", async () => {
    const id = await befriend(kit, people[0], people[1]);
    const message = draft("a");
    await kit.send(people[0], id, [message]);
    const edit = { conversationId: id, id: message.id, body: "b", lang: "de", baseVer: 2 };
    const told = await refetch(() => kit.edit(people[0], edit));
    expect(told.held).toEqual(told.fresh);
  });

  test("a message is taken back", async () => {
    const id = await befriend(kit, people[0], people[1]);
    const message = draft("a");
    await kit.send(people[0], id, [message]);
    const told = await refetch(() => kit.remove(people[0], { conversationId: id, id: message.id }));
    expect(told.held).toEqual(told.fresh);
    const [row] = (await kit.history(people[1], id)).items;
    expect(row).toMatchObject({ body: null, lang: null });
    expect(row?.deletedAt).not.toBeNull();
  });

  test("a receipt advances", async () => {
    const id = await befriend(kit, people[0], people[1]);
    await kit.send(people[0], id, [draft("a"), draft("b")]);
    const told = await refetch(() => kit.receipt(people[1], { conversationId: id, delivered: 2 }));
    expect(told.held).toEqual(told.fresh);
    const again = await refetch(() => kit.receipt(people[1], { conversationId: id, read: 1 }));
    expect(again.held).toEqual(again.fresh);
  });

  test("a call ends", async () => {
    const id = await befriend(kit, people[0], people[1]);
    const [caller, callee] = people.map((userId) => ({ userId, device: userId }));
    const callId = newId();
    const told = await refetch(async () => {
      const ask = { callId, conversationId: id, media: "voice" } as const;
      await kit.inCall(caller!, "call:initiate", ask);
      await kit.inCall(callee!, "call:accept", { callId });
      await kit.inCall(callee!, "call:end", { callId });
    });
    expect(told.held).toEqual(told.fresh);
    const { items } = await kit.history(people[1], id);
    expect(items).toMatchObject([{ id: callId, kind: "call", call: { reason: "completed" } }]);
  });

  test("somebody joins a group", async () => {
    const id = await addGroup(kit, people.slice(0, 2));
    const act = () => changeMembers(kit, id, { userIds: [people[2]], isIn: true });
    const told = await refetch(act, people.slice(0, 2));
    expect(told.held).toEqual(told.fresh);
  });
});

function draft(body: string) {
  return { id: newId(), body, lang: "en" };
}
