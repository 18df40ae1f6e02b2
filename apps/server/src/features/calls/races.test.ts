import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "#kernel/ids";
import { checkProperty } from "#testing/check-property";
import { startMessaging } from "#testing/messaging";
import type { CallActor, Messaging } from "#testing/messaging";
import { addPerson, befriend } from "#testing/relations";

const PEOPLE = 4;
const CALLS = 6;
const NAMES = ["accept", "reject", "cancel", "join", "leave", "end", "heartbeat"] as const;

/** Several people at once; `call` is one of the ids that they all use. */
interface Act {
  who: number;
  other: number;
  device: number;
  call: number;
  name: "initiate" | (typeof NAMES)[number];
}

const anyAct: fc.Arbitrary<Act> = fc.record({
  who: fc.nat(PEOPLE - 1),
  other: fc.nat(PEOPLE - 2),
  device: fc.nat(1),
  call: fc.nat(CALLS - 1),
  name: fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom("initiate" as const, "accept" as const) },
    { weight: 1, arbitrary: fc.constantFrom(...NAMES) },
  ),
});

let kit: Messaging;
beforeAll(async () => {
  const started = Date.now();
  kit = await startMessaging({ now: () => new Date(started) });
});
afterAll(() => kit.close());

interface World {
  people: string[];
  conversations: Map<string, string>;
  calls: string[];
}

async function startWorld(): Promise<World> {
  const people: string[] = [];
  for (let person = 0; person < PEOPLE; person += 1) people.push(await addPerson(kit));
  const conversations = new Map<string, string>();
  for (const a of people) {
    for (const b of people) {
      if (a < b) conversations.set(`${a}:${b}`, await befriend(kit, a, b));
    }
  }
  return { people, conversations, calls: Array.from({ length: CALLS }, () => newId()) };
}

async function run({ people, conversations, calls }: World, act: Act): Promise<void> {
  const userId = people[act.who]!;
  const other = people[(act.who + 1 + act.other) % PEOPLE]!;
  const actor: CallActor = { userId, device: `${userId}/${act.device}` };
  const callId = calls[act.call]!;
  if (act.name !== "initiate") {
    await kit.inCall(actor, `call:${act.name}`, { callId });
    return;
  }
  const conversationId = conversations.get([userId, other].toSorted().join(":"))!;
  await kit.inCall(actor, "call:initiate", { callId, conversationId, media: "voice" });
}

/** Calls whose rows contradict each other. */
async function findContradictions(ids: readonly string[]): Promise<unknown[]> {
  const found = await kit.database.sql`
    WITH seen AS (
      SELECT c.id, c.state, c.reason, c.started_at,
        count(*) FILTER (WHERE p.state = 'joined') AS joined,
        count(*) FILTER (WHERE p.state = 'ringing') AS ringing,
        (SELECT count(*) FROM messages m WHERE m.conversation_id = c.conversation_id
          AND m.call ->> 'id' = c.id::text AND m.call ->> 'reason' = c.reason) AS told
      FROM calls c JOIN call_participants p ON p.call_id = c.id
      WHERE c.id = ANY (${[...ids]}::uuid[]) GROUP BY c.id)
    SELECT * FROM seen WHERE NOT CASE state
      WHEN 'ringing' THEN joined = 1 AND ringing = 1 AND told = 0
      WHEN 'active' THEN joined = 2 AND ringing = 0 AND told = 0
      ELSE joined = 0 AND ringing = 0 AND told = 1
        AND (reason <> 'cancelled' OR started_at IS NULL) END`;
  return [...found];
}

/** Who heard how often that a call rings or no longer rings. */
function countTold(event: string, callId: string): number {
  return kit.events.filter((one) => one.event === event && one.payload["callId"] === callId).length;
}

async function expectToldRightly(callId: string): Promise<void> {
  const [row] = await kit.database.sql<{ state: string; reason: string; version: number }[]>`
    SELECT state, reason, version FROM calls WHERE id = ${callId}`;
  if (!row) return;
  const hasRung = row.reason === "busy" ? 0 : 1;
  expect(countTold("call:ring", callId)).toBe(hasRung);
  expect(countTold("call:stop", callId)).toBe(row.state === "ringing" ? 0 : hasRung);
  const versions = kit.events
    .filter((one) => one.event === "call:state" && one.payload["callId"] === callId)
    .map(({ payload }) => Number(payload["version"]))
    .toSorted((a, b) => a - b);
  const first = row.reason === "busy" ? 2 : 1;
  expect(versions).toEqual(
    Array.from({ length: row.version - first + 1 }, (_, index) => first + index),
  );
}

test("S1, S2, S3, S5, S6 and S7: whatever people do at the same moment, their calls never contradict themselves", async () => {
  const rounds = fc.array(fc.array(anyAct, { minLength: 2, maxLength: 8 }), { maxLength: 8 });
  const property = fc.asyncProperty(rounds, async (list) => {
    kit.events.length = 0;
    const world = await startWorld();
    for (const acts of list) await Promise.all(acts.map((act) => run(world, act)));
    expect(await findContradictions(world.calls)).toEqual([]);
    for (const callId of world.calls) await expectToldRightly(callId);
  });
  expect(await checkProperty(property, 30)).toBe("");
}, 300_000);
