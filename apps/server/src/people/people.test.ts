import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { START, makeScratchFolder, findFreePort, spawnServer } from "#testing/server-process";
import type { ScratchFolder } from "#testing/server-process";
import { startTestApp } from "#testing/test-app";
import { openTestDatabase } from "#testing/test-database";
import type { TestDatabase } from "#testing/test-database";
import { readOptions } from "./options.ts";

const SESSION_SECRET = "0123456789abcdef0123456789abcdef";
const Made = z.array(
  z.strictObject({
    userId: z.uuid(),
    token: z.string(),
    friendId: z.uuid().nullable(),
    conversationId: z.uuid().nullable(),
  }),
);

let folder: ScratchFolder;
let database: TestDatabase;
let out: string;

beforeEach(async () => {
  folder = await makeScratchFolder();
  database = await openTestDatabase();
  out = join(folder.path, "..", "people.json");
});

afterEach(async () => {
  await database.close();
  await folder.remove();
});

/** Runs the command as npm does; answers what it printed and its exit code. */
async function people(args: readonly string[], env: Record<string, string> = {}) {
  const command = spawnServer({
    entry: START,
    args: ["people", ...args],
    env: { DATA_DIR: folder.path, DATABASE_URL: database.url, SESSION_SECRET, ...env },
  });
  return { code: await command.exited, text: command.text() };
}

async function countAccounts(): Promise<number> {
  const [row] = await database.sql<{ n: number }[]>`SELECT count(*)::int AS n FROM accounts`;
  return row?.n ?? -1;
}

test("makes people who are friends in pairs, and somebody alone when the number is odd", async () => {
  const result = await people(["--count", "5", "--out", out]);
  expect(result).toEqual({
    code: 0,
    text: `Made 5 people; their bearer tokens are in ${out}.\n`,
  });
  expect((await stat(out)).mode & 0o777).toBe(0o600);
  const made = Made.parse(JSON.parse(await readFile(out, "utf8")));
  expect(made.map(({ friendId }) => made.findIndex(({ userId }) => userId === friendId))).toEqual([
    1, 0, 3, 2, -1,
  ]);
  expect(made.map(({ conversationId }) => conversationId !== null)).toEqual([
    true,
    true,
    true,
    true,
    false,
  ]);
  expect(made[0]?.conversationId).toBe(made[1]?.conversationId);
  expect(made[2]?.conversationId).not.toBe(made[0]?.conversationId);
});

test("whoever was made can do at once what people do, and the next ones are others", async () => {
  await people(["--count", "2", "--out", out]);
  await people(["--count", "2", "--out", out]);
  expect(await countAccounts()).toBe(4);
  const [first, second] = Made.parse(JSON.parse(await readFile(out, "utf8")));
  const app = await startTestApp({ database });
  try {
    const as = (token = "") => ({ headers: { authorization: `Bearer ${token}` } });
    const send = await fetch(`${app.url}/api/conversations/${first?.conversationId}/messages`, {
      method: "POST",
      headers: { ...as(first?.token).headers, "content-type": "application/json" },
      body: JSON.stringify({
        messages: [{ id: "01a223f6-5c5b-7460-b36f-628581724a03", kind: "text", body: "Hola" }],
      }),
    });
    expect(await send.json()).toMatchObject({ results: [{ ok: true, seq: 1, ver: 2 }] });
    const friends = await fetch(`${app.url}/api/friends`, as(second?.token));
    expect(await friends.json()).toMatchObject({ items: [{ id: first?.userId }] });
    const sync = await fetch(`${app.url}/api/sync`, {
      method: "POST",
      headers: { ...as(second?.token).headers, "content-type": "application/json" },
      body: JSON.stringify({ epoch: null, userVer: 0, conversations: [] }),
    });
    expect(await sync.json()).toMatchObject({
      user: {
        ver: 3,
        changes: [
          { kind: "user", id: second?.userId, ver: 1, row: { speaks: [{ code: "es" }] } },
          { kind: "settings", id: second?.userId, ver: 2 },
          { kind: "user", id: first?.userId, ver: 3, row: { friend: true } },
        ],
      },
      conversations: [{ id: first?.conversationId, mode: "head", seq: 1, unread: 1 }],
    });
    const me = await fetch(`${app.url}/api/users/me`, as(second?.token));
    expect(await me.json()).toMatchObject({ user: { onboarded: true, role: "user" } });
  } finally {
    await app.close();
  }
});

test.each(["", "--count 5", "--out a", "--count 0 --out a", "--count five --out a", "--count 5 a"])(
  "asks for a number and a file instead of guessing: %j",
  (text) => {
    expect(() => readOptions(text.split(" "))).toThrow(/^Say how many people and into which file/);
  },
);

test.each([
  [["--count", "5", "--file", "people.json"], {}, /^Say how many people and into which file/],
  [
    ["--count", "5", "--out", "people.json"],
    { PUBLIC_URL: "https://parley.example.org" },
    /^People are made for tests on this machine alone, but PUBLIC_URL is https:\/\/parley\.example\.org\.\n$/,
  ],
  [
    ["--count", "5", "--out", "people.json"],
    { DATABASE_URL: "postgres://parley:secret@db.example.org/parley" },
    /^People are made for tests on this machine alone, but DATABASE_URL is elsewhere\.\n$/,
  ],
  [
    ["--count", "5", "--out", "/nowhere/people.json"],
    {},
    /^The file \/nowhere\/people\.json cannot/,
  ],
])("refuses %j with %j in one sentence and makes nobody", async (args, env, sentence) => {
  const { code, text } = await people(args, env);
  expect(code).toBe(1);
  expect(text).toMatch(sentence);
  expect(await countAccounts()).toBe(0);
});

test.each(["", "DATABASE_URL"])(
  "makes nobody and leaves the file alone while a server runs on the data folder or %j",
  async (name) => {
    await writeFile(out, "as it was");
    const where = { DATA_DIR: folder.path, DATABASE_URL: name ? database.url : "" };
    const env = { ...where, PORT: String(await findFreePort()), SESSION_SECRET };
    const server = spawnServer({ env });
    try {
      await server.ready();
      const { code, text } = await people(["--count", "2", "--out", out], where);
      expect(code).toBe(1);
      expect(text).toMatch(
        new RegExp(
          `^(Another|A) Parley \\(process ${server.pid}\\) .*works with .*: stop it first`,
        ),
      );
      expect(await readFile(out, "utf8")).toBe("as it was");
    } finally {
      server.signal("SIGTERM");
      await server.exited;
    }
  },
);
