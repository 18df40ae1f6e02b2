import type { SyncEntry } from "@parley/protocol/sync";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkProperty } from "#testing/check-property";
import { newId } from "#kernel/ids";
import { ConversationModel } from "#testing/conversation-model";
import type { ModelAnswer } from "#testing/conversation-model";
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
  unfriend,
} from "#testing/relations";
import { entryOf, viewOf } from "#testing/sync-model";
import type { ModelEntry } from "#testing/sync-model";

/** Small, so that heads and pages come with few rows. */
const LIMITS = { deltaRows: 8, pageRows: 3, headMessages: 4 };
const PEOPLE = 4;
const CONVERSATIONS = 4;
const IDS = 8;

type Held = { ver: number; receiptVer: number } | null;

/** `isOwn`: by the sender of the message and where it stands, once it was sent. */
type Step = { who: number; where: number; isOwn: boolean } & (
  | { do: "send"; drafts: { id: number; body: string }[] }
  | { do: "edit"; id: number; body: string; isStale: boolean }
  | { do: "delete"; id: number }
  | { do: "receipt"; delivered: number; read: number }
  | { do: "friends"; isOn: boolean }
  | { do: "block"; isOn: boolean; isOther: boolean }
  | { do: "show"; isOn: boolean }
  | { do: "members"; isIn: boolean }
  | { do: "history"; before: number; limit: number }
  | { do: "sync"; held: Held[]; isOnly: boolean }
);

const index = (count: number) => fc.nat(count - 1);
const place = { who: index(PEOPLE), where: index(CONVERSATIONS), isOwn: fc.boolean() };
const body = fc.constantFrom("good", "morning", "お疲れさま", 'a \\ "quoted" one');
const cursor: fc.Arbitrary<Held> = fc.option(
  fc.record({ ver: fc.nat(25), receiptVer: fc.integer({ min: -1, max: 20 }) }),
  { freq: 5 },
);
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("send" as const),
      drafts: fc.array(fc.record({ id: index(IDS), body }), { minLength: 1, maxLength: 3 }),
      ...place,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("edit" as const),
      id: index(IDS),
      body,
      isStale: fc.boolean(),
      ...place,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("delete" as const), id: index(IDS), ...place }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("receipt" as const),
      delivered: fc.nat(20),
      read: fc.nat(20),
      ...place,
    }),
  },
  fc.record({ do: fc.constant("friends" as const), isOn: fc.boolean(), ...place }),
  fc.record({
    do: fc.constant("block" as const),
    isOn: fc.boolean(),
    isOther: fc.boolean(),
    ...place,
  }),
  fc.record({ do: fc.constant("show" as const), isOn: fc.boolean(), ...place }),
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("members" as const), isIn: fc.boolean(), ...place }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("history" as const),
      before: fc.nat(20),
      limit: fc.integer({ min: 1, max: 6 }),
      ...place,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("sync" as const),
      held: fc.array(cursor, { minLength: CONVERSATIONS, maxLength: CONVERSATIONS }),
      isOnly: fc.boolean(),
      ...place,
    }),
  },
);

interface World {
  kit: Messaging;
  model: ConversationModel;
  people: string[];
  /** Two direct conversations of the first person, a group of three and one of all. */
  conversations: string[];
  pairs: [string, string][];
  messages: string[];
}

async function startWorld(kit: Messaging): Promise<World> {
  const model = new ConversationModel();
  const people: string[] = [];
  for (let person = 0; person < PEOPLE; person += 1) people.push(await addPerson(kit));
  const [a, b, c] = people as [string, string, string];
  const pairs: World["pairs"] = [
    [a, b],
    [a, c],
  ];
  const conversations: string[] = [];
  for (const [position, pair] of pairs.entries()) {
    const id = await befriend(kit, ...pair);
    model.add(id, "direct", pair);
    model.setFriends(id, pair, true);
    conversations[position] = id;
  }
  for (const members of [[a, b, c], people]) {
    const id = await addGroup(kit, members);
    model.add(id, "group", members);
    conversations.push(id);
  }
  const messages = Array.from({ length: IDS }, () => newId());
  return { kit, model, people, conversations, pairs, messages };
}

/** Runs one step on both sides and compares the answers. */
async function run(world: World, step: Step): Promise<void> {
  const { kit, model, people, conversations, messages } = world;
  const own = step.isOwn ? findOwn(world, step) : null;
  const who = own?.who ?? people[step.who]!;
  const where = own?.where ?? conversations[step.where]!;
  switch (step.do) {
    case "send": {
      const drafts = step.drafts.map((draft) => ({ ...draft, id: messages[draft.id]! }));
      return compare(await kit.send(who, where, drafts), model.send(who, where, drafts));
    }
    case "edit": {
      const messageId = messages[step.id]!;
      const current = model.conversations.get(where)?.messages.get(messageId)?.ver ?? 0;
      const baseVer = step.isStale ? Math.max(0, current - 1) : current;
      const edit = { conversationId: where, id: messageId, body: step.body, baseVer };
      const expected = model.change(who, where, { messageId, body: step.body, baseVer });
      return compare(await kit.edit(who, edit), expected);
    }
    case "delete": {
      const messageId = messages[step.id]!;
      const expected = model.change(who, where, { messageId, body: null, baseVer: 0 });
      return compare(await kit.remove(who, { conversationId: where, id: messageId }), expected);
    }
    case "receipt": {
      const { delivered, read } = step;
      const expected = model.advance(who, where, { delivered, read });
      return compare(await kit.receipt(who, { conversationId: where, delivered, read }), expected);
    }
    case "sync":
      return compareSync(world, who, step);
    case "history":
      return compareHistory(world, { who, where }, step);
    default:
      return relate(world, step, { who, where });
  }
}

/** Who sent the message that a step is about, and where. */
function findOwn({ model, messages }: World, step: Step): { who: string; where: string } | null {
  const position = step.do === "send" ? step.drafts[0]?.id : "id" in step ? step.id : undefined;
  const id = position === undefined ? undefined : messages[position];
  for (const conversation of model.conversations.values()) {
    const message = id && conversation.messages.get(id);
    if (message) return { who: message.senderId, where: conversation.id };
  }
  return null;
}

/** Steps that other features take. */
async function relate(
  { kit, model, pairs }: World,
  step: Step,
  { who, where }: { who: string; where: string },
): Promise<void> {
  const conversation = model.conversations.get(where)!;
  const pair = pairs[step.where];
  if (step.do === "show") {
    model.showReceipts(who, step.isOn);
    return showReceipts(kit, who, step.isOn);
  }
  if (step.do === "friends" && pair) {
    const [a, b] = pair;
    if (step.isOn && (model.blocks.has(`${a}>${b}`) || model.blocks.has(`${b}>${a}`))) return;
    model.setFriends(where, pair, step.isOn);
    await (step.isOn ? befriend(kit, a, b) : unfriend(kit, a, b));
  }
  if (step.do === "block" && pair) {
    const [a, b] = step.isOther ? [pair[1], pair[0]] : pair;
    if (model.blocks.has(`${a}>${b}`) === step.isOn) return;
    model.block(where, [a, b], step.isOn);
    await (step.isOn ? block(kit, a, b) : unblock(kit, a, b));
  }
  if (step.do === "members" && !pair) {
    const isMember = Boolean(conversation.members.get(who)?.role);
    if (isMember === step.isIn) return;
    model.changeMembers(where, [who], step.isIn);
    await changeMembers(kit, where, { userIds: [who], isIn: step.isIn });
  }
}

function compare(real: object, expected: ModelAnswer): void {
  const answer = JSON.parse(JSON.stringify(real));
  for (const result of answer.results ?? []) {
    if (!result.ok) result.code = result.error.code;
    delete result.error;
    delete result.at;
  }
  if (answer.row) answer.row = { ver: answer.row.ver, body: answer.row.body };
  expect(answer).toEqual(expected);
}

async function compareSync(
  { kit, model, conversations }: World,
  who: string,
  { held, isOnly }: Extract<Step, { do: "sync" }>,
): Promise<void> {
  const unknown = newId();
  const listed = [
    ...conversations.flatMap((id, position) => {
      const known = held[position];
      return known ? [[id, known.ver, known.receiptVer] as [string, number, number]] : [];
    }),
    [unknown, 3, 3] as [string, number, number],
  ];
  const answer = await kit.sync(who, { conversations: listed, only: isOnly });
  const expected = [...conversations, unknown].flatMap((id, position) => {
    const known = id === unknown ? { ver: 3, receiptVer: 3 } : (held[position] ?? null);
    if (!known && isOnly) return [];
    return entryOf(model, { viewerId: who, id, held: known }, LIMITS) ?? [];
  });
  expect(sortById(answer.conversations.map(shortenEntry))).toEqual(sortById(expected));
  const named = new Set(expected.flatMap((entry) => entry.members.map(({ userId }) => userId)));
  expect(answer.users.map(({ id }) => id)).toEqual(expect.arrayContaining([...named]));
  expect(answer.next).toBeNull();
}

async function compareHistory(
  { kit, model }: World,
  { who, where }: { who: string; where: string },
  { before, limit }: Extract<Step, { do: "history" }>,
): Promise<void> {
  const conversation = model.conversations.get(where);
  if (!conversation?.members.has(who)) {
    const refused = await kit.call(who, `GET /api/conversations/${where}/messages`);
    expect(refused).toMatchObject({ status: 404, body: { code: "NOT_FOUND" } });
    return;
  }
  const view = viewOf(conversation, who);
  const page = await kit.history(who, where, `before=${before}&limit=${limit}`);
  const items = view.messages.filter(({ seq }) => seq < before).slice(-limit);
  expect(page.items.map(({ id, ver }) => [id, ver])).toEqual(items.map(({ id, ver }) => [id, ver]));
  expect(page.ver).toBe(view.ver);
}

function shortenEntry(entry: SyncEntry): ModelEntry {
  const { id, mode, ver, receiptVer, seq, unread, readSeq, more, conversation } = entry;
  return {
    id,
    mode,
    ver,
    receiptVer,
    seq,
    unread,
    readSeq,
    more,
    row: conversation ? { ver: conversation.ver, seq: conversation.seq } : null,
    receiptsAll: entry.receiptsAll ?? false,
    receipts: entry.receipts.toSorted((a, b) => (a.userId < b.userId ? -1 : 1)),
    messages: entry.messages.map((row) => ({
      id: row.id,
      seq: row.seq,
      ver: row.ver,
      body: row.body,
    })),
    members: entry.members,
  };
}

function sortById<T extends { id: string }>(list: T[]): T[] {
  return list.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Every row as it stands in the tables. */
async function compareRows({ kit, model, conversations }: World): Promise<void> {
  const { sql } = kit.database;
  for (const id of conversations) {
    const { seq, ver, receiptVer, visVer, messages } = model.conversations.get(id)!;
    const [row] = await sql`
      SELECT seq, ver, receipt_ver, vis_ver FROM conversations
      JOIN receipt_counters ON conversation_id = id WHERE id = ${id}`;
    expect(row).toEqual({ seq, ver, receipt_ver: receiptVer, vis_ver: visVer });
    const rows = await sql`
      SELECT id, sender_id, seq, ver, first_ver, body FROM messages
      WHERE conversation_id = ${id} ORDER BY seq`;
    expect([...rows]).toEqual(
      [...messages.values()].map((message) => ({
        id: message.id,
        sender_id: message.senderId,
        seq: message.seq,
        ver: message.ver,
        first_ver: message.firstVer,
        body: message.body,
      })),
    );
  }
}

describe("the SQL and the model", () => {
  let kit: Messaging;
  beforeAll(async () => {
    kit = await startMessaging({ syncLimits: LIMITS });
  });
  afterAll(async () => kit.close());

  test("invariants 2, 3, 11 and 12: random commands get the same answers and leave the same rows", async () => {
    const property = fc.asyncProperty(
      fc.array(anyStep, { minLength: 10, maxLength: 60 }),
      async (steps) => {
        const world = await startWorld(kit);
        for (const next of steps) await run(world, next);
        await compareRows(world);
      },
    );
    expect(await checkProperty(property, 60)).toBe("");
  }, 120_000);
});
