import { sql as query } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestDatabase } from "#testing/test-database";
import type { TestDatabase } from "#testing/test-database";
import { isDatabaseAway } from "./database-away.ts";
import { connect, verifyDatabase } from "./database.ts";

let database: TestDatabase;
const uncaught: unknown[] = [];
function note(error: unknown): void {
  uncaught.push(error);
}

beforeAll(async () => {
  database = await openTestDatabase();
  process.on("uncaughtException", note);
});

afterAll(async () => {
  process.off("uncaughtException", note);
  await database.close();
});

const ROW = `SELECT '2026-01-02 03:04:05.678+00'::timestamptz AS at, 5::int AS small, 6::bigint AS big,
  1.50::numeric AS exact, '2026-01-02'::date AS day, '{"a":[1]}'::jsonb AS json, 'é'::text AS text,
  ARRAY['2026-01-02 03:04:05.678+00'::timestamptz] AS times, ARRAY[1, 2]::bigint[] AS numbers,
  ARRAY[['a', NULL], ['b"\\,{} ', '']]::text[] AS texts, ARRAY[]::uuid[] AS none`;

test("rows have the same types through drizzle, the driver and a transaction", async () => {
  const at = new Date("2026-01-02T03:04:05.678Z");
  const expected = {
    at,
    small: 5,
    big: 6,
    exact: "1.50",
    day: "2026-01-02",
    json: { a: [1] },
    text: "é",
    times: [at],
    numbers: [1, 2],
    texts: [
      ["a", null],
      ['b"\\,{} ', ""],
    ],
    none: [],
  };
  const { db, sql } = database;
  expect((await db.execute(query.raw(ROW)))[0]).toEqual(expected);
  expect((await sql.unsafe(ROW))[0]).toEqual(expected);
  expect(await db.transaction(async (tx) => (await tx.execute(query.raw(ROW)))[0])).toEqual(
    expected,
  );
});

test("parameters keep their values", async () => {
  const at = new Date("2026-01-02T03:04:05.678Z");
  const words = ["a", 'b"\\,{}', "", "NULL", "ü\n", null];
  const [row] = await database.sql`
    SELECT ${at}::timestamptz AS at, ${words}::text[] AS words, ${[1, 2]}::int[] AS numbers,
           ${database.sql.json({ a: ["b"] })}::jsonb AS json, ${[]}::uuid[] AS none,
           ${JSON.stringify({ c: 1 })}::jsonb AS text`;
  expect(row).toEqual({ at, words, numbers: [1, 2], json: { a: ["b"] }, none: [], text: { c: 1 } });
  const [drizzled] = await database.db.execute(
    query`SELECT ${at}::timestamptz AS at, ${query.param(words)}::text[] AS words`,
  );
  expect(drizzled).toEqual({ at, words });
});

test("every connection has its limits", async () => {
  const settings = ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"];
  for (const name of settings) {
    const show = `SELECT current_setting('${name}') AS value`;
    const [alone] = await database.sql.unsafe(show);
    const [inside] = await database.sql.begin((tx) => tx.unsafe(show));
    expect(alone?.["value"]).not.toBe("0");
    expect(inside).toEqual(alone);
  }
});

test("a transaction whose connection dies fails, runs nothing more, and harms nobody", async () => {
  const { sql } = database;
  await sql`CREATE TABLE survivors (word text)`;
  async function lose(
    then: (tx: Parameters<Parameters<typeof sql.begin>[1]>[0]) => Promise<unknown>,
  ) {
    return sql.begin(async (tx) => {
      const [row] = await tx<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
      await tx`INSERT INTO survivors VALUES ('rolled back')`;
      await sql`SELECT pg_terminate_backend(${row?.pid ?? 0})`;
      await tx`SELECT pg_sleep(5)`.catch(() => {});
      return then(tx);
    });
  }
  const later: unknown[] = [];
  const outcomes = await Promise.allSettled([
    lose(async () => "as if nothing had happened"),
    lose(async (tx) => tx`INSERT INTO survivors VALUES ('outside')`),
    lose(async (tx) =>
      tx.savepoint(async (inner) => inner`INSERT INTO survivors VALUES ('outside')`),
    ),
    lose(async () => {
      throw new Error("another reason");
    }),
    lose(async (tx) => {
      await tx`SELECT 1`.catch((error: unknown) => later.push(error));
    }),
  ]);
  const refusals = outcomes.map((outcome) =>
    outcome.status === "rejected" ? isDatabaseAway(outcome.reason) : outcome.value,
  );
  expect(refusals.slice(0, 3)).toEqual([true, true, true]);
  expect(outcomes.map(({ status }) => status)).not.toContain("fulfilled");
  const rows = await Promise.all(
    Array.from({ length: 20 }, async (_, index) =>
      sql.begin(async (tx) => tx`SELECT ${index}::int AS index`),
    ),
  );
  expect(rows.map(([row]) => row?.["index"])).toEqual(Array.from({ length: 20 }, (_, i) => i));
  expect(await sql`SELECT * FROM survivors`).toHaveLength(0);
  expect(uncaught).toEqual([]);
});

test("refuses a database that is not UTF8", async () => {
  const name = `parley_ascii_${Date.now()}`;
  await database.sql.unsafe(
    `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' LOCALE_PROVIDER libc`,
  );
  const sql = connect(new URL(`/${name}`, database.url).href, {});
  await expect(verifyDatabase(sql)).rejects.toThrow(
    /is encoded as SQL_ASCII, but Parley needs UTF8/,
  );
  await sql.end();
  await database.sql.unsafe(`DROP DATABASE ${name}`);
});

test("refuses a database that is too old", async () => {
  await database.sql.unsafe(`
    CREATE SCHEMA pretend;
    CREATE FUNCTION pretend.current_setting(name text) RETURNS text LANGUAGE sql
      AS $$ SELECT CASE name WHEN 'server_version_num' THEN '140012' ELSE '14.12' END $$`);
  const sql = connect(`${database.url}?search_path=pretend,pg_catalog`, {});
  await expect(verifyDatabase(sql)).rejects.toThrow(
    "The database is PostgreSQL 14.12, but Parley needs PostgreSQL 15 or newer.",
  );
  await sql.end();
});
