import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkProperty } from "#testing/check-property";
import { newId } from "#kernel/ids";
import { applyEvent, describeCopy, fetchCopy, syncCopy } from "#testing/client-copy";
import { startMessaging } from "#testing/messaging";
import type { Messaging } from "#testing/messaging";
import {
  addGroup,
  addPerson,
  befriend,
  block,
  changeMembers,
  showReceipts,
  unblock,
} from "#testing/relations";

const ACTIONS = [
  "send",
  "edit",
  "delete",
  "receipt",
  "leave",
  "join",
  "block",
  "unblock",
  "show",
  "hide",
  "call",
] as const;

interface Step {
  action: (typeof ACTIONS)[number];
  who: number;
  where: number;
  what: number;
}

const anyStep: fc.Arbitrary<Step> = fc.record({
  action: fc.constantFrom(...ACTIONS, "send", "send", "edit", "receipt"),
  who: fc.nat(2),
  where: fc.nat(1),
  what: fc.nat(9),
});

/** For each event how often it arrives and when; a person's copies differ by this alone. */
const anyDelivery = fc.array(fc.record({ times: fc.nat(2), order: fc.nat(1_000) }), {
  minLength: 120,
  maxLength: 120,
});

interface World {
  kit: Messaging;
  people: [string, string, string];
  conversations: [string, string];
  /** Who sent which message where. */
  messages: { id: string; senderId: string; where: string }[];
}

async function run({ kit, people, conversations, messages }: World, step: Step): Promise<void> {
  const who = people[step.who]!;
  const where = conversations[step.where]!;
  const message = messages[step.what % Math.max(messages.length, 1)];
  const [first, second] = people;
  switch (step.action) {
    case "send": {
      const id = newId();
      messages.push({ id, senderId: who, where });
      await kit.send(who, where, [{ id, body: `text ${step.what}` }]);
      return;
    }
    case "edit": {
      if (!message) return;
      const change = { conversationId: message.where, id: message.id, body: `edit ${step.what}` };
      const answer = await kit.edit(message.senderId, { ...change, baseVer: 0 });
      const row = "row" in answer ? (answer.row as { ver: number }) : null;
      if (row) await kit.edit(message.senderId, { ...change, baseVer: row.ver });
      return;
    }
    case "delete":
      if (message)
        await kit.remove(message.senderId, { conversationId: message.where, ...message });
      return;
    case "call":
      await callInVain(kit, who, conversations[0]);
      return;
    case "receipt":
      await kit.receipt(who, { conversationId: where, delivered: step.what + 1, read: step.what });
      return;
    default:
      await relate(kit, { ...step, who, group: conversations[1], pair: [first, second] });
  }
}

/** A call that nobody answers leaves a message; whoever may not call leaves nothing. */
async function callInVain(kit: Messaging, userId: string, conversationId: string): Promise<void> {
  const [caller, callId] = [{ userId, device: userId }, newId()];
  await kit.inCall(caller, "call:initiate", { callId, conversationId, media: "voice" });
  await kit.inCall(caller, "call:cancel", { callId });
}

async function relate(
  kit: Messaging,
  {
    action,
    who,
    group,
    pair: [a, b],
  }: { action: Step["action"]; who: string; group: string; pair: [string, string] },
): Promise<void> {
  if (action === "show" || action === "hide") return showReceipts(kit, who, action === "show");
  if (action === "unblock") return unblock(kit, a, b);
  if (action === "block") {
    await unblock(kit, a, b);
    return block(kit, a, b);
  }
  const isMember = (await kit.conversations.fellowMembers(kit.database.db, group, who)) !== null;
  if (isMember === (action === "leave")) {
    await changeMembers(kit, group, { userIds: [who], isIn: action === "join" });
  }
}

describe("live events and one sync", () => {
  let kit: Messaging;
  beforeAll(async () => {
    kit = await startMessaging({ syncLimits: { deltaRows: 500, pageRows: 3, headMessages: 60 } });
  });
  afterAll(async () => kit.close());

  test("invariant 6: any loss, doubling and order of events, then one sync, equals a fresh fetch", async () => {
    const steps = fc.array(anyStep, { minLength: 5, maxLength: 40 });
    const property = fc.asyncProperty(steps, anyDelivery, async (list, delivery) => {
      const people: World["people"] = [
        await addPerson(kit),
        await addPerson(kit),
        await addPerson(kit),
      ];
      const direct = await befriend(kit, people[0], people[1]);
      const conversations: World["conversations"] = [direct, await addGroup(kit, people)];
      const copies = await Promise.all(people.map((userId) => fetchCopy(kit, userId)));
      const from = kit.events.length;
      const world: World = { kit, people, conversations, messages: [] };
      for (const step of list) await run(world, step);
      const arriving = kit.events
        .slice(from)
        .flatMap((event, at) => {
          const { times, order } = delivery[at] ?? { times: 1, order: 0 };
          return Array.from({ length: times }, () => ({ event, order: at * 10 + order }));
        })
        .sort((a, b) => a.order - b.order);
      for (const copy of copies) {
        for (const { event } of arriving) {
          if (event.userIds.includes(copy.userId)) applyEvent(copy, event);
        }
        await syncCopy(kit, copy);
        expect(describeCopy(copy)).toEqual(describeCopy(await fetchCopy(kit, copy.userId)));
      }
    });
    expect(await checkProperty(property, 25)).toBe("");
  }, 120_000);
});
