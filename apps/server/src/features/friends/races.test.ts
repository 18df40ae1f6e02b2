import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPeople } from "#testing/people";
import type { Answer, PeopleKit } from "#testing/people";
import { expectRefetchEqual } from "#testing/refetch";

const MESSAGE = "Hello, shall we practise together?";
let kit: PeopleKit;

beforeAll(async () => {
  kit = await startPeople();
});
afterAll(() => kit.close());

/** A small generator of its own, so that a failing seed can be run again. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

async function answer(userId: string, how: string, random: (below: number) => number) {
  const { body } = await kit.call(userId, "GET /api/friends/requests");
  const list = how === "cancel" ? body.outgoing : body.incoming;
  const request = list[random(list.length)];
  if (!request) return null;
  const path = `/api/friends/requests/${request.id}`;
  return kit.call(userId, how === "cancel" ? `DELETE ${path}` : `POST ${path}/${how}`);
}

function act(people: string[], random: (below: number) => number): Promise<Answer | null> {
  const [me, other] = [people[random(people.length)] ?? "", people[random(people.length)] ?? ""];
  const acts: (() => Promise<Answer | null>)[] = [
    () => kit.call(me, "POST /api/friends/requests", { userId: other, message: MESSAGE }),
    () => kit.call(me, "POST /api/friends/requests", { userId: other, message: MESSAGE }),
    () => answer(me, "accept", random),
    () => answer(me, "accept", random),
    () => answer(me, "refuse", random),
    () => answer(me, "cancel", random),
    () => kit.call(me, `DELETE /api/friends/${other}`),
    () => kit.call(me, `PUT /api/blocks/${other}`),
    () => kit.call(me, `DELETE /api/blocks/${other}`),
    () => kit.call(me, "PATCH /api/users/me", { name: `Name ${random(1_000)}` }),
    () => kit.call(me, "PATCH /api/users/me", { settings: { receipts: random(2) === 0 } }),
    () => kit.call(me, "POST /api/conversations", { userId: other }),
  ];
  return acts[random(acts.length)]?.() ?? Promise.resolve(null);
}

/** Pairs whose state contradicts itself; friendship, block, request and the right to write agree. */
async function findContradictions(): Promise<unknown[]> {
  return kit.db.execute(sql`
    SELECT 'friends with a block', low_id, high_id FROM friendships JOIN blocks
      ON (blocker_id, blocked_id) IN ((low_id, high_id), (high_id, low_id))
    UNION ALL
    SELECT 'friends with a request', low_id, high_id FROM friendships JOIN friend_requests
      ON state = 'pending' AND (from_id, to_id) IN ((low_id, high_id), (high_id, low_id))
    UNION ALL
    SELECT 'block with a request', from_id, to_id FROM friend_requests JOIN blocks
      ON state = 'pending' AND (from_id, to_id) IN ((blocker_id, blocked_id), (blocked_id, blocker_id))
    UNION ALL
    SELECT 'friends without a conversation', low_id, high_id FROM friendships
      WHERE NOT EXISTS (SELECT 1 FROM conversations WHERE direct_key = low_id || ':' || high_id)
    UNION ALL
    SELECT 'wrong right to write', c.id, m.user_id
      FROM conversations c JOIN members m ON m.conversation_id = c.id
      WHERE m.can_send <> EXISTS (SELECT 1 FROM friendships WHERE low_id || ':' || high_id = c.direct_key)`);
}

describe("many at once", () => {
  it.each([1, 2, 3, 4, 5, 6])(
    "P6, P7, P8, P11: nothing contradicts itself and nobody misses a change (seed %i)",
    async (seed) => {
      const random = randomFrom(seed);
      const people = await Promise.all(Array.from({ length: 4 }, () => kit.addPerson()));
      for (let round = 0; round < 12; round += 1) {
        const answers = await expectRefetchEqual(kit, people, () =>
          Promise.all(Array.from({ length: 6 }, () => act(people, random))),
        );
        expect(answers.filter((made) => made && made.status >= 500)).toEqual([]);
        expect(await findContradictions()).toEqual([]);
      }
    },
  );
});
