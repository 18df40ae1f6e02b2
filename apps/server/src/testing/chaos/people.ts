import { signUpPerson } from "../test-person.ts";
import type { TestPerson } from "../test-person.ts";

/** Two people and their conversation. */
export interface Pair {
  conversation: string;
  people: [TestPerson, TestPerson];
}

export interface People {
  /** Each is a friend of each other: many conversations, written to without pause. */
  crowd: TestPerson[];
  /** They use Parley as people do: each is a friend of the next two, and of one of the crowd. */
  circle: TestPerson[];
  /** Knows nobody. */
  stranger: TestPerson;
  crowdPairs: Pair[];
  circlePairs: Pair[];
  /** A person of the circle first, one of the crowd second. */
  bridges: Pair[];
}

export interface Size {
  crowd: number;
  circle: number;
}

/** Signs everybody up and makes the friendships, over HTTP as people do. */
export async function gatherPeople(
  at: { url: string; dataDir: string },
  size: Size,
): Promise<People> {
  const crowd = await signUp(at, "Crowd", size.crowd);
  const circle = await signUp(at, "Circle", size.circle);
  const [stranger] = await signUp(at, "Stranger", 1);
  if (!stranger) throw new Error("Nobody could be signed up.");
  const crowdPairs = crowd.flatMap((a, index) =>
    crowd.slice(index + 1).map((b): [TestPerson, TestPerson] => [a, b]),
  );
  const circlePairs = circle.flatMap((a, index) =>
    circle.slice(index + 1).flatMap((b, gap): [TestPerson, TestPerson][] => {
      const distance = Math.min(gap + 1, circle.length - gap - 1);
      return distance <= 2 ? [[a, b]] : [];
    }),
  );
  const bridges = circle.flatMap((a, index): [TestPerson, TestPerson][] => {
    const b = crowd[index % crowd.length];
    return b ? [[a, b]] : [];
  });
  return {
    crowd,
    circle,
    stranger,
    crowdPairs: await befriendAll(crowdPairs),
    circlePairs: await befriendAll(circlePairs),
    bridges: await befriendAll(bridges),
  };
}

/** Ends in a friendship whatever stood between them before. */
export async function befriend(a: TestPerson, b: TestPerson): Promise<string> {
  const body = { userId: b.id, message: "Shall we exchange languages?" };
  const asked = await a.call("POST", "/api/friends/requests", body);
  const { id } = asked.body["request"] as { id: string };
  const accepted = await b.call("POST", `/api/friends/requests/${id}/accept`);
  return (accepted.body["conversation"] as { id: string }).id;
}

async function signUp(
  at: { url: string; dataDir: string },
  name: string,
  count: number,
): Promise<TestPerson[]> {
  const names = Array.from({ length: count }, (_, index) => `${name} ${index + 1}`);
  return Promise.all(names.map((each) => signUpPerson({ ...at, name: each })));
}

async function befriendAll(couples: [TestPerson, TestPerson][]): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (const people of couples) {
    pairs.push({ conversation: await befriend(...people), people });
  }
  return pairs;
}
