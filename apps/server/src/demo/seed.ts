import { createProfile } from "#features/profiles";
import { createChanges } from "#kernel/changes";
import type { Database } from "#kernel/database";
import { newId } from "#kernel/ids";
import { createPasswords } from "#kernel/passwords";
import { createTransact } from "#kernel/unit-of-work";
import type { Unit } from "#kernel/unit-of-work";
import { CONVERSATIONS_OF_NORA } from "./conversations-of-nora.ts";
import { CONVERSATIONS_OF_OTHERS } from "./conversations-of-others.ts";
import { DEMO_PEOPLE, DEMO_REQUESTS } from "./people.ts";
import { readScript } from "./script.ts";
import type { DemoConversation } from "./script.ts";
import {
  fillProfile,
  insertAccount,
  insertCall,
  insertConversation,
  insertFriendship,
  insertReceipt,
  insertRequest,
  isEmpty,
} from "./store.ts";

export const DEMO_PASSWORD = "exchange languages";

export function demoEmail(key: string): string {
  return `${key}@parley.example`;
}

const MONTH_MS = 30 * 24 * 60 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;

/** Fills an empty database with people who have known each other for some weeks. */
export async function seedDemo(db: Database, now: Date): Promise<void> {
  const passwordHash = await createPasswords().hash(DEMO_PASSWORD);
  const changes = createChanges();
  // Nobody is connected yet: what would be told about the changes is read by nobody.
  for (const kind of ["user", "settings", "request", "block"] as const) {
    changes.register(kind, async () => new Map());
  }
  const delivery = { toUsers() {}, toOtherDevices() {}, toDevices() {}, toSocket() {} };
  const transact = createTransact({ db, changes, delivery });
  await transact(async (unit) => {
    if (!(await isEmpty(unit.tx))) return;
    const ids = new Map<string, string>();
    for (const person of DEMO_PEOPLE) {
      const userId = newId(now.getTime() - MONTH_MS);
      ids.set(person.key, userId);
      await insertAccount(unit.tx, {
        id: userId,
        email: demoEmail(person.key),
        passwordHash,
        at: new Date(now.getTime() - MONTH_MS),
      });
      await createProfile(unit, { userId, name: person.name });
      await fillProfile(unit.tx, userId, person);
    }
    for (const conversation of [...CONVERSATIONS_OF_NORA, ...CONVERSATIONS_OF_OTHERS]) {
      await seedConversation(unit, { conversation, ids, now });
    }
    await seedRequests(unit, ids, now);
  });
}

async function seedConversation(
  unit: Unit,
  {
    conversation,
    ids,
    now,
  }: { conversation: DemoConversation; ids: Map<string, string>; now: Date },
): Promise<void> {
  const pair = conversation.between.map((key) => idOf(ids, key)) as [string, string];
  const id = newId(now.getTime() - MONTH_MS);
  const lines = readScript(conversation, now).map((line) => ({
    ...line,
    id: newId(line.at.getTime()),
    senderId: idOf(ids, line.who),
  }));
  await insertFriendship(unit.tx, pair, lines[0]?.at ?? now);
  await insertConversation(unit.tx, { id, pair }, lines);
  for (const { call, ...line } of lines) {
    if (call) await insertCall(unit.tx, { conversationId: id, pair }, { ...line, call });
  }
  for (const [index, key] of conversation.between.entries()) {
    const userId = idOf(ids, key);
    const read = lines.length - (conversation.unread[key] ?? 0);
    const receipt = { conversationId: id, userId, delivered: lines.length, read };
    await insertReceipt(unit.tx, { ...receipt, ver: index + 1 });
    for (const friendId of pair)
      if (friendId !== userId) unit.touch({ userId, kind: "user", id: friendId });
  }
}

async function seedRequests(unit: Unit, ids: Map<string, string>, now: Date): Promise<void> {
  for (const [index, { from, to, message }] of DEMO_REQUESTS.entries()) {
    const at = new Date(now.getTime() - (index + 2) * HOUR_MS);
    const request = { id: newId(at.getTime()), from: idOf(ids, from), to: idOf(ids, to) };
    await insertRequest(unit.tx, { ...request, message, at });
    for (const userId of [request.from, request.to]) {
      unit.touch({ userId, kind: "request", id: request.id });
    }
  }
}

function idOf(ids: Map<string, string>, key: string): string {
  const id = ids.get(key);
  if (!id) throw new Error(`The demo knows nobody called ${key}.`);
  return id;
}
