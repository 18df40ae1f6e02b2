import { ModelServer } from "@parley/client/testing/model-server";
import { answerHistory, answerSync } from "@parley/client/testing/model-answers";
import type { ModelData } from "@parley/client/testing/model-server";
import type { SyncRequest } from "@parley/protocol/sync";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { presentUsers } from "#features/profiles";
import { checkProperty } from "#testing/check-property";
import { newId } from "#kernel/ids";
import { EPOCH, startMessaging } from "#testing/messaging";
import type { Messaging } from "#testing/messaging";
import { flattenTimes, shortenEvents } from "#testing/model-forms";
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

/** Small, so that heads and pages come with few rows. */
const LIMITS = { deltaRows: 8, pageRows: 3, headMessages: 4 };
const MODEL_LIMITS = {
  headRows: LIMITS.deltaRows,
  pageRows: LIMITS.pageRows,
  headMessages: LIMITS.headMessages,
  answerEntries: 1_000,
  historyRows: 100,
};
const PEOPLE = 4;
const CONVERSATIONS = 4;
const IDS = 8;

type Held = { ver: number; receiptVer: number } | null;

/** `isOwn`: by the sender of the message and where it stands, once it was sent. */
type Step = { who: number; where: number; isOwn: boolean } & (
  | { do: "send"; drafts: { id: number; body: string }[] }
  | { do: "edit"; id: number; body: string; isStale: boolean }
  | { do: "delete"; id: number }
  | { do: "call" }
  | { do: "receipt"; delivered: number; read: number }
  | { do: "friends"; isOn: boolean }
  | { do: "block"; isOn: boolean; isOther: boolean }
  | { do: "show"; isOn: boolean }
  | { do: "members"; isIn: boolean }
  | { do: "history"; side: "before" | "after" | "around" | "none"; seq: number; limit: number }
  | { do: "sync"; held: Held[]; isOnly: boolean; isForeign: boolean; isRanged: boolean }
);

function index(count: number): fc.Arbitrary<number> {
  return fc.nat(count - 1);
}

const place = { who: index(PEOPLE), where: index(CONVERSATIONS), isOwn: fc.boolean() };
const body = fc.constantFrom("good", "morning", "お疲れさま", 'a \\ "quoted" one');
const cursor: fc.Arbitrary<Held> = fc.option(
  fc.record({ ver: fc.nat(25), receiptVer: fc.integer({ min: -1, max: 20 }) }),
  { freq: 5 },
);
const drafts = fc.array(fc.record({ id: index(IDS), body }), { minLength: 1, maxLength: 3 });
const isOn = fc.boolean();

/** A step of one kind with its place. */
function stepOf<D extends Step["do"], T>(kind: D, fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) {
  return fc.record({ do: fc.constant(kind), ...fields, ...place }) as unknown as fc.Arbitrary<Step>;
}

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: stepOf("send", { drafts }) },
  { weight: 3, arbitrary: stepOf("edit", { id: index(IDS), body, isStale: fc.boolean() }) },
  { weight: 2, arbitrary: stepOf("delete", { id: index(IDS) }) },
  { weight: 3, arbitrary: stepOf("receipt", { delivered: fc.nat(20), read: fc.nat(20) }) },
  stepOf("call", {}),
  stepOf("friends", { isOn }),
  stepOf("block", { isOn, isOther: fc.boolean() }),
  stepOf("show", { isOn }),
  { weight: 3, arbitrary: stepOf("members", { isIn: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: stepOf("history", {
      side: fc.constantFrom("before", "after", "around", "none"),
      seq: fc.nat(20),
      limit: fc.integer({ min: 1, max: 6 }),
    }),
  },
  {
    weight: 5,
    arbitrary: stepOf("sync", {
      held: fc.array(cursor, { minLength: CONVERSATIONS, maxLength: CONVERSATIONS }),
      isOnly: fc.boolean(),
      isForeign: fc.integer({ min: 0, max: 9 }).map((roll) => roll === 0),
      isRanged: fc.boolean(),
    }),
  },
);

interface World {
  kit: Messaging;
  model: ModelServer;
  /** What the model told since the last comparison. */
  told: unknown[];
  people: string[];
  /** Two direct conversations of the first person, a group of three and one of all. */
  conversations: string[];
  pairs: [string, string][];
  messages: string[];
}

async function startWorld(kit: Messaging): Promise<World> {
  const model = new ModelServer({ limits: MODEL_LIMITS, now: Date.now });
  model.epoch = EPOCH;
  const told: unknown[] = [];
  const people: string[] = [];
  for (let person = 0; person < PEOPLE; person += 1) people.push(await addPerson(kit));
  for (const [id, user] of await presentUsers(kit.database.db, people)) model.addPerson(id, user);
  const [a, b, c] = people as [string, string, string];
  const pairs: World["pairs"] = [
    [a, b],
    [a, c],
  ];
  kit.events.length = 0;
  model.onDelivery = ({ to, event }) => {
    if (event.name !== "user:changed") {
      told.push({ userIds: to, event: event.name, payload: event.payload });
    }
  };
  const conversations: string[] = [];
  for (const [position, pair] of pairs.entries()) {
    const id = await befriend(kit, ...pair);
    model.befriend(...pair, id);
    conversations[position] = id;
  }
  for (const members of [[a, b, c], people]) {
    const id = await addGroup(kit, members);
    model.addGroup(id, members);
    conversations.push(id);
  }
  const messages = Array.from({ length: IDS }, () => newId());
  return { kit, model, told, people, conversations, pairs, messages };
}

/** Runs one step on both sides and compares the answers, then what was told. */
async function run(world: World, step: Step): Promise<void> {
  const { kit, told } = world;
  await act(world, step);
  const shared = kit.events.filter(({ event }) => /^(?:conversation|receipt):/.test(event));
  expect(shortenEvents(shared)).toEqual(shortenEvents(told));
  kit.events.length = 0;
  told.length = 0;
}

async function act(world: World, step: Step): Promise<void> {
  const { kit, model, people, conversations, messages } = world;
  const own = step.isOwn ? findOwn(world, step) : null;
  const who = own?.who ?? people[step.who]!;
  const where = own?.where ?? conversations[step.where]!;
  switch (step.do) {
    case "send": {
      const texts = step.drafts.map((draft) => ({ ...draft, id: messages[draft.id]! }));
      return compare(await kit.send(who, where, texts), answer(model.send(who, where, texts)));
    }
    case "edit": {
      const id = messages[step.id]!;
      const current = model.data.conversations.get(where)?.messages.get(id)?.ver ?? 0;
      const baseVer = step.isStale ? Math.max(0, current - 1) : current;
      const edit = { conversationId: where, id, body: step.body, baseVer };
      return compare(await kit.edit(who, edit), answer(model.edit(who, edit)));
    }
    case "delete": {
      const id = messages[step.id]!;
      const removed = await kit.remove(who, { conversationId: where, id });
      return compare(removed, answer(model.remove(who, where, id)));
    }
    case "call":
      return callInVain(world, who, where);
    case "receipt": {
      const { delivered, read } = step;
      const receipt = { conversationId: where, delivered, read };
      return compare(await kit.receipt(who, receipt), answer(model.advance(who, receipt)));
    }
    case "sync":
      return compareSync(world, who, step);
    case "history":
      return compareHistory(world, { who, where }, step);
    default:
      return relate(world, step, { who, where });
  }
}

/** Calls and takes it back, where two people may talk. */
async function callInVain({ kit, model }: World, userId: string, where: string): Promise<void> {
  const [caller, callId] = [{ userId, device: userId }, newId()];
  const ask = { callId, conversationId: where, media: "voice" } as const;
  await kit.inCall(caller, "call:initiate", ask);
  await kit.inCall(caller, "call:cancel", { callId });
  if (model.data.conversations.get(where)?.kind !== "direct") return;
  const call = { id: callId, media: "voice", reason: "cancelled", seconds: 0 } as const;
  model.keepCall(userId, where, call);
}

/** Who sent the message that a step is about, and where. */
function findOwn({ model, messages }: World, step: Step): { who: string; where: string } | null {
  const position = step.do === "send" ? step.drafts[0]?.id : "id" in step ? step.id : undefined;
  const id = position === undefined ? undefined : messages[position];
  for (const conversation of model.data.conversations.values()) {
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
  const { blocks } = model.data;
  const pair = pairs[step.where];
  if (step.do === "show") {
    if (model.person(who).settings.receipts === step.isOn) return;
    model.setReceipts(who, step.isOn);
    return showReceipts(kit, who, step.isOn);
  }
  if (step.do === "friends" && pair) {
    const [a, b] = pair;
    if (step.isOn && (blocks.has(`${a} ${b}`) || blocks.has(`${b} ${a}`))) return;
    if (step.isOn) model.befriend(a, b, where);
    else model.unfriend(a, b);
    await (step.isOn ? befriend(kit, a, b) : unfriend(kit, a, b));
  }
  if (step.do === "block" && pair) {
    const [a, b] = step.isOther ? [pair[1], pair[0]] : pair;
    if (blocks.has(`${a} ${b}`) === step.isOn) return;
    if (step.isOn) model.block(a, b);
    else model.unblock(a, b);
    await (step.isOn ? block(kit, a, b) : unblock(kit, a, b));
  }
  if (step.do === "members" && !pair) {
    const member = model.data.conversations.get(where)?.members.get(who);
    if (Boolean(member?.role) === step.isIn) return;
    model.changeMembers(where, [who], step.isIn);
    await changeMembers(kit, where, { userIds: [who], isIn: step.isIn });
  }
}

function compare(real: object, expected: object): void {
  expect(flattenTimes(real)).toEqual(flattenTimes(expected));
}

/** An acknowledgement as a feature says it: the socket adds the epoch and the words. */
function answer(said: ReturnType<ModelServer["send" | "edit" | "advance"]>): object {
  const { epoch: _epoch, ...rest } = said;
  if (rest.ok) return rest;
  const { error, ...refusal } = rest;
  return { ...refusal, code: error.code };
}

async function compareSync(
  { kit, model, conversations }: World,
  who: string,
  { held, isOnly, isForeign, isRanged }: Extract<Step, { do: "sync" }>,
): Promise<void> {
  const listed = conversations.flatMap((id, position) => {
    const known = held[position];
    return known ? [[id, known.ver, known.receiptVer] as [string, number, number]] : [];
  });
  const sorted = [...conversations].sort();
  const range: [string, string] = [sorted[0]!, sorted[2]!];
  const request: SyncRequest = {
    epoch: isForeign ? "another" : EPOCH,
    userVer: 0,
    conversations: [...listed, [newId(), 3, 3]],
    only: isOnly,
    ...(isRanged && { range }),
  };
  const real = await kit.sync(who, request);
  const expected = answerSync(model, who, request);
  compare(shortenAnswer(real), shortenAnswer(expected));
}

/** The person's own part is compared where friends and profiles are real. */
function shortenAnswer({ epoch, users, conversations, next }: ReturnType<typeof answerSync>) {
  const entries = conversations.map((entry) => ({
    receiptsAll: false,
    ...entry,
    receipts: entry.receipts.toSorted((a, b) => (a.userId < b.userId ? -1 : 1)),
  }));
  return { epoch, users: sortById(users), conversations: sortById(entries), next: next ?? null };
}

async function compareHistory(
  { kit, model }: World,
  { who, where }: { who: string; where: string },
  { side, seq, limit }: Extract<Step, { do: "history" }>,
): Promise<void> {
  const query = { limit, ...(side !== "none" && { [side]: seq }) };
  const expected = answerHistory(model, who, { conversationId: where, query });
  if (!expected) {
    const refused = await kit.call(who, `GET /api/conversations/${where}/messages`);
    expect(refused).toMatchObject({ status: 404, body: { code: "NOT_FOUND" } });
    return;
  }
  const words = Object.entries(query).map(([key, value]) => `${key}=${value}`);
  const real = await kit.history(who, where, words.join("&"));
  compare(
    { ...real, users: sortById(real.users) },
    { ...expected, users: sortById(expected.users) },
  );
}

function sortById<T extends { id: string }>(list: readonly T[]): T[] {
  return list.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Every row as it stands in the tables. */
async function compareRows({ kit, model, conversations }: World): Promise<void> {
  const { sql } = kit.database;
  for (const id of conversations) {
    const held = model.data.conversations.get(id)!;
    const { seq, ver, receiptVer, visVer } = held;
    const [row] = await sql`
      SELECT seq, ver, receipt_ver, vis_ver FROM conversations
      JOIN receipt_counters ON conversation_id = id WHERE id = ${id}`;
    expect(row).toEqual({ seq, ver, receipt_ver: receiptVer, vis_ver: visVer });
    const messages = await sql`
      SELECT id, sender_id, seq, ver, first_ver, body, deleted_at IS NOT NULL AS is_deleted,
        edited_at IS NOT NULL AS is_edited
      FROM messages WHERE conversation_id = ${id} ORDER BY seq`;
    const [{ late } = { late: null }] = await sql<{ late: number }[]>`
      SELECT count(*)::integer AS late FROM messages later JOIN messages earlier USING (conversation_id)
      WHERE conversation_id = ${id} AND later.seq > earlier.seq AND later.at < earlier.at`;
    expect(late).toBe(0);
    const members = await sql`
      SELECT user_id, role, ver, join_ver, left_ver, left_seq, can_send, delivered, read, receipt_ver
      FROM members JOIN receipts USING (conversation_id, user_id)
      WHERE conversation_id = ${id} ORDER BY user_id`;
    expect({ messages: [...messages], members: [...members] }).toEqual(toRows(held));
  }
}

function toRows({
  messages,
  members,
  receipts,
}: NonNullable<ReturnType<ModelData["conversations"]["get"]>>) {
  return {
    messages: [...messages.values()].map((message) => ({
      id: message.id,
      sender_id: message.senderId,
      seq: message.seq,
      ver: message.ver,
      first_ver: message.firstVer,
      body: message.body,
      is_deleted: message.deletedAt !== null,
      is_edited: message.editedAt !== null,
    })),
    members: [...members.values()]
      .toSorted((a, b) => (a.userId < b.userId ? -1 : 1))
      .map((member) => ({
        user_id: member.userId,
        role: member.role,
        ver: member.ver,
        join_ver: member.joinVer,
        left_ver: member.leftVer,
        left_seq: member.leftSeq,
        can_send: member.canSend,
        delivered: receipts.get(member.userId)?.delivered,
        read: receipts.get(member.userId)?.read,
        receipt_ver: receipts.get(member.userId)?.ver,
      })),
  };
}

describe("the SQL and the server that the simulator uses", () => {
  let kit: Messaging;
  beforeAll(async () => {
    kit = await startMessaging({ syncLimits: LIMITS });
  });
  afterAll(async () => kit.close());

  test("invariants 2, 3, 11 and 12, MSG-2, RCPT-1 and RCPT-3: random commands get the same answers, tell the same and leave the same rows", async () => {
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
