import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPeople } from "#testing/people";
import type { PeopleKit } from "#testing/people";

let kit: PeopleKit;
let me: string;
const names = new Map<string, string>();

interface Given {
  username?: string;
  speaks?: string;
  learns?: string;
}

/** `"ja native, en B2"` as a list of languages. */
function languages(text: string): { code: string; level: string }[] {
  return text.split(", ").map((entry) => {
    const [code = "", level = ""] = entry.split(" ");
    return { code, level };
  });
}

async function add(name: string, { username, speaks, learns }: Given = {}): Promise<string> {
  const id = await kit.addPerson(name);
  names.set(id, name);
  const answer = await kit.call(id, "PATCH /api/users/me", {
    ...(username && { username }),
    ...(speaks && { speaks: languages(speaks) }),
    ...(learns && { learns: languages(learns) }),
  });
  expect(answer.status).toBe(200);
  return id;
}

async function find(query: Record<string, string>, as = me): Promise<string[]> {
  const { status, body } = await kit.call(as, `GET /api/users?${new URLSearchParams(query)}`);
  expect(status).toBe(200);
  return body.items.map((user) => names.get(user.id) ?? user.name).sort();
}

beforeAll(async () => {
  kit = await startPeople();
  me = await add("Me Myself");
  await add("Haruki Tanaka", { speaks: "ja native", learns: "en B1, de A2" });
  await add("山田太郎", { username: "yamada.t", speaks: "ja native, en C1", learns: "fr A1" });
  await add("José Álvarez", { speaks: "es native", learns: "ja A1, en C1" });
  await add("ليلى حسن", { speaks: "ar native", learns: "pt-BR B2" });
  await add("Özlem O'Neil", { username: "quiet_one", speaks: "tr native, de B2" });
  await add("김민준", { speaks: "ko native" });
});
afterAll(() => kit.close());

describe("P4: search by name and username", () => {
  it.each<[string, string[]]>([
    ["har", ["Haruki Tanaka"]],
    ["TANAKA", ["Haruki Tanaka"]],
    ["tanaka haru", ["Haruki Tanaka"]],
    ["aruki", []],
    ["tanaka x", []],
    ["jose alv", ["José Álvarez"]],
    ["JOSÉ", ["José Álvarez"]],
    ["ozlem", ["Özlem O'Neil"]],
    ["Neil", ["Özlem O'Neil"]],
    ["quiet_one", ["Özlem O'Neil"]],
    ["@one", ["Özlem O'Neil"]],
    ["山", ["山田太郎"]],
    ["太郎", ["山田太郎"]],
    ["yamada.t", ["山田太郎"]],
    ["لَيلى", ["ليلى حسن"]],
    ["민준", ["김민준"]],
    ["me", []],
    ["...", []],
    ["%", []],
    ["'", []],
    ["tan:* | har", []],
    ["\\", []],
  ])("%s", async (query, found) => {
    expect(await find({ query })).toEqual(found);
  });
});

describe("P4: filters", () => {
  it.each<[Record<string, string>, string[]]>([
    [{ speaks: "ja" }, ["Haruki Tanaka", "山田太郎"]],
    [{ speaks: "ja,tr" }, ["Haruki Tanaka", "Özlem O'Neil", "山田太郎"]],
    [{ learns: "en" }, ["Haruki Tanaka", "José Álvarez"]],
    [{ speaks: "ja", learns: "en" }, ["Haruki Tanaka"]],
    [{ learns: "pt" }, ["ليلى حسن"]],
    [{ learns: "PT-br" }, ["ليلى حسن"]],
    [{ learns: "pt-PT" }, []],
    [{ learns: "en", level: "C1" }, ["José Álvarez"]],
    [{ learns: "en", level: "B1,C1" }, ["Haruki Tanaka", "José Álvarez"]],
    [{ speaks: "en", level: "native" }, []],
    [{ speaks: "ja", learns: "en", level: "B1" }, ["Haruki Tanaka"]],
    [{ level: "C1" }, ["José Álvarez", "山田太郎"]],
    [{ query: "tanaka", speaks: "es" }, []],
    [{ query: "tanaka", speaks: "ja" }, ["Haruki Tanaka"]],
  ])("%o", async (query, found) => {
    expect(await find(query)).toEqual(found);
  });

  it("finds people right after confirmation", async () => {
    const fresh = await kit.addPerson("Freshly Confirmed");
    names.set(fresh, "Freshly Confirmed");
    expect(await find({ query: "fresh" })).toEqual(["Freshly Confirmed"]);
  });

  it("follows a change of name at once", async () => {
    const id = await add("Before Change");
    names.set(id, "the one");
    await kit.call(id, "PATCH /api/users/me", { name: "After Change" });
    expect(await find({ query: "after" })).toEqual(["the one"]);
    expect(await find({ query: "before" })).toEqual(["the one"]);
    await kit.call(id, "PATCH /api/users/me", { username: "renamed" });
    expect(await find({ query: "before" })).toEqual([]);
  });

  it.each([
    "",
    "?query=",
    "?speaks=",
    "?query=%20",
    "?level=Z9",
    "?speaks=!",
    "?query=a&limit=101",
  ])("never lists everybody, nor takes what it cannot read: %s", async (search) => {
    const { status, body } = await kit.call(me, `GET /api/users${search}`);
    expect([status, body.code]).toEqual([400, "VALIDATION"]);
  });

  it("is for people with a session", async () => {
    expect((await kit.call(null, "GET /api/users?query=a")).status).toBe(401);
  });
});

describe("P4: pages", () => {
  it("go through everybody once, the newest first, and say how many there are", async () => {
    const made: string[] = [];
    for (let count = 0; count < 7; count += 1) made.unshift(await add(`Paged Person ${count}`));
    const seen: string[] = [];
    for (let next: string | null = ""; next !== null;) {
      const cursor: string = next ? `&cursor=${next}` : "";
      const { body } = await kit.call(me, `GET /api/users?query=paged&limit=3${cursor}`);
      expect(body.total).toBe(7);
      seen.push(...body.items.map((user) => user.id));
      next = body.next;
    }
    expect(seen).toEqual(made);
  });

  it("refuse a cursor that is not ours", async () => {
    for (const position of ["nonsense", '["x"]', "[1]", "null", "{}"]) {
      const cursor = Buffer.from(position).toString("base64url");
      const { status } = await kit.call(me, `GET /api/users?query=paged&cursor=${cursor}`);
      expect(status).toBe(400);
    }
  });

  it("counts up to a thousand, and the search for words is served by its index", async () => {
    await kit.db.execute(sql`
      WITH made AS (SELECT gen_random_uuid() AS id, n FROM generate_series(1, 3000) AS n),
        people AS (INSERT INTO people (user_id) SELECT id FROM made)
      INSERT INTO profiles (user_id, username, name, search)
      SELECT id, 'crowd_' || n, 'Crowd ' || n, 'crowd ' || n FROM made`);
    await kit.db.execute(sql`ANALYZE profiles`);
    expect((await kit.call(me, "GET /api/users?query=crowd")).body.total).toBe(1_000);
    const plan = await kit.db.execute<{ "QUERY PLAN": string }>(sql`EXPLAIN
      SELECT user_id FROM profiles p
      WHERE array_to_tsvector(string_to_array(p.search, ' ')) @@ '''tanaka'':*'::tsquery`);
    expect(plan.map((row) => row["QUERY PLAN"]).join("\n")).toContain("profiles_words");
  });
});
