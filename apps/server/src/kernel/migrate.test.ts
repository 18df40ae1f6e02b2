import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openTestDatabase } from "#testing/test-database";
import type { TestDatabase } from "#testing/test-database";
import { createLog } from "./log.ts";
import { migrate } from "./migrate.ts";

const log = createLog("silent");
let database: TestDatabase;
let folder: string;

beforeEach(async () => {
  database = await openTestDatabase();
  await database.sql`DROP TABLE schema_migrations`;
  folder = await mkdtemp(join(tmpdir(), "parley-migrations-"));
  await write("0001_one.sql", "CREATE TABLE one (n int); INSERT INTO one VALUES (1);");
});

afterEach(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

async function write(name: string, text: string): Promise<void> {
  await writeFile(join(folder, name), text);
}

async function run(): Promise<void> {
  await migrate(database.url, { log, folder });
}

test("applies each file once, in order, however many nodes start together", async () => {
  await write("0002_two.sql", "INSERT INTO one VALUES (2);");
  await Promise.all([run(), run(), run()]);
  expect(await database.sql`SELECT n FROM one ORDER BY n`).toEqual([{ n: 1 }, { n: 2 }]);
  await write("0003_three.sql", "INSERT INTO one VALUES (3);");
  await run();
  expect(await database.sql`SELECT count(*) AS n FROM one`).toEqual([{ n: 3 }]);
});

test("a file that fails leaves nothing behind", async () => {
  await write("0002_two.sql", "INSERT INTO one VALUES (2); SELECT nonsense;");
  await expect(run()).rejects.toThrow(
    'The change 0002_two.sql of the database failed: column "nonsense" does not exist.',
  );
  expect(await database.sql`SELECT n FROM one`).toEqual([{ n: 1 }]);
});

test("refuses a file that was edited, though not for its line ends", async () => {
  await write("0002_two.sql", "INSERT INTO one\nVALUES (2);");
  await run();
  await write("0002_two.sql", "INSERT INTO one\r\nVALUES (2);");
  await run();
  await write("0002_two.sql", "INSERT INTO one VALUES (4);");
  await expect(run()).rejects.toThrow(/0002_two.sql of the database was edited/);
});

test("refuses the database of a newer version", async () => {
  await write("0002_two.sql", "SELECT 1;");
  await run();
  await rm(join(folder, "0002_two.sql"));
  await expect(run()).rejects.toThrow(/last used by a newer Parley .*0002_two.sql/);
});
