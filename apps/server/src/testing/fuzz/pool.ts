import type { Random } from "./random.ts";

/** What the inputs may name: things that exist, told by the server itself, and things that do not. */
export interface Pool {
  /** An id for a field of this name. */
  id(name: string): string;
  email(): string;
  cursor(): string;
  /** Takes in what an answer named. */
  harvest(answer: string): void;
}

const MOST = 400;
const UUID = /"(id|[a-zA-Z]*Id)":"([0-9a-f-]{36})"/g;
const NEXT = /"next":"([^"]{1,300})"/;

export function createPool(
  random: Random,
  known: { userIds: readonly string[]; conversationIds: readonly string[] },
): Pool {
  const people = [...known.userIds];
  const conversations = [...known.conversationIds];
  const others: string[] = [];
  const cursors: string[] = [];

  function note(list: string[], value: string): void {
    if (list.length < MOST) list.push(value);
    else list[random.below(MOST)] = value;
  }

  const pickFrom = (list: readonly string[]) => list[random.below(list.length)] ?? random.uuid();
  return {
    id(name) {
      if (random.chance(0.1)) return random.uuid();
      if (/^(user|from|to|sender)/.test(name)) return pickFrom(people);
      if (name.startsWith("conversation")) return pickFrom(conversations);
      // A message is new or known, a request is known; a path says only "id".
      const kind = random.below(5);
      if (kind === 0) return random.uuid();
      if (kind === 1) return pickFrom(people);
      return pickFrom(kind === 2 ? conversations : others);
    },
    email: () => `person-${random.below(40)}@parley.example`,
    cursor: () => pickFrom(cursors),
    harvest(answer) {
      const part = answer.slice(0, 4_000);
      const next = NEXT.exec(part)?.[1];
      if (next) note(cursors, next);
      for (const [, , id = ""] of part.matchAll(UUID)) {
        if (!people.includes(id) && !conversations.includes(id)) note(others, id);
      }
    },
  };
}
