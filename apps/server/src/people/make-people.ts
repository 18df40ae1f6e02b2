import { randomBytes } from "node:crypto";
import { makeToken } from "#features/accounts";
import { foldForSearch } from "#features/profiles";
import type { Database } from "#kernel/database";
import { newId } from "#kernel/ids";
import { createPasswords } from "#kernel/passwords";
import { analyze, insertNewcomers, listNewcomers } from "./store.ts";
import type { Newcomer } from "./store.ts";

/** What a load needs to act as one person; whoever comes last of an odd number has no friend. */
export interface MadePerson {
  userId: string;
  token: string;
  friendId: string | null;
  conversationId: string | null;
}

/** Small enough for one parameter, large enough that the round trips do not matter. */
const AT_ONCE = 2_000;

/** Makes confirmed people, the first a friend of the second, the third of the fourth; all of them or nobody. */
export async function makePeople(db: Database, count: number, now: Date): Promise<MadePerson[]> {
  const tag = randomBytes(4).toString("hex");
  // They sign in by token: nobody knows the one password that they share.
  const passwordHash = await createPasswords().hash(randomBytes(32).toString("base64"));
  const people: MadePerson[] = [];
  await db.transaction(async (tx) => {
    for (let from = 0; from < count; from += AT_ONCE) {
      const made = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, index) =>
        createNewcomer({ tag, number: from + index + 1, now }),
      );
      pairUp(made, now);
      await listNewcomers(tx, made);
      await insertNewcomers(tx, { passwordHash, now });
      people.push(...made.map(present));
    }
  });
  await analyze(db);
  return people;
}

function createNewcomer({
  tag,
  number,
  now,
}: {
  tag: string;
  number: number;
  now: Date;
}): Newcomer & { token: string } {
  const name = `Test Person ${number}`;
  const username = `test_${tag}_${number}`;
  const { token, hash } = makeToken();
  return {
    id: newId(now.getTime()),
    email: `${username}@parley.example`,
    username,
    name,
    search: foldForSearch({ name, username }),
    is_first: number % 2 === 1,
    token,
    token_id: newId(now.getTime()),
    token_hash: hash.toString("hex"),
    friend_id: null,
    conversation_id: null,
  };
}

function pairUp(people: Newcomer[], now: Date): void {
  for (let index = 0; index + 1 < people.length; index += 2) {
    const [first, second] = [people[index]!, people[index + 1]!];
    const conversationId = newId(now.getTime());
    Object.assign(first, { friend_id: second.id, conversation_id: conversationId });
    Object.assign(second, { friend_id: first.id, conversation_id: conversationId });
  }
}

function present(person: Newcomer & { token: string }): MadePerson {
  const { id, token, friend_id: friendId, conversation_id: conversationId } = person;
  return { userId: id, token, friendId, conversationId };
}
