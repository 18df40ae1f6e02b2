import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { connect } from "./database.ts";
import type { DatabaseTarget, Sql } from "./database.ts";
import type { Log } from "./log.ts";
import { describeError, StartFault } from "./start-fault.ts";

const MIGRATIONS = fileURLToPath(new URL("../../migrations", import.meta.url));

interface Migration {
  version: number;
  name: string;
  text: string;
  hash: string;
}

const FILE_NAME = /^(\d{4})_[a-z0-9_]+\.sql$/;
/** Nodes that start together take turns. */
const LOCK = [0x7061726c, 2] as const;

/** Brings the database to the version of this code; forward only, each file in its own transaction. */
export async function migrate(
  target: DatabaseTarget,
  { log, folder = MIGRATIONS }: { log: Log; folder?: string },
): Promise<void> {
  const migrations = await readMigrations(folder);
  const sql = connect(target, { name: "parley migrate", timeouts: "none", isLasting: true });
  try {
    await sql`SELECT pg_advisory_lock(${LOCK[0]}::int, ${LOCK[1]}::int)`;
    await sql`
      CREATE TABLE IF NOT EXISTS schema_migrations (
        version integer PRIMARY KEY,
        name text NOT NULL,
        sha256 text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now()
      )`;
    const pending = await findPending(sql, migrations);
    for (const migration of pending) await apply(sql, migration, log);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function findPending(sql: Sql, migrations: readonly Migration[]): Promise<Migration[]> {
  const applied = await sql<{ version: number; name: string; sha256: string }[]>`
    SELECT version, name, sha256 FROM schema_migrations ORDER BY version`;
  const known = new Map(migrations.map((migration) => [migration.version, migration]));
  for (const { version, name, sha256 } of applied) {
    const migration = known.get(version);
    if (!migration) {
      throw new StartFault(
        `The database was last used by a newer Parley (it has the change ${name}, which this one does not know): start that version, or restore a backup from before the upgrade.`,
      );
    }
    if (migration.hash !== sha256) {
      throw new StartFault(
        `The change ${migration.name} of the database was edited after it had been applied: changes are never edited, a new file is added instead.`,
      );
    }
  }
  const done = new Set(applied.map(({ version }) => version));
  return migrations.filter(({ version }) => !done.has(version));
}

async function apply(sql: Sql, migration: Migration, log: Log): Promise<void> {
  const before = performance.now();
  try {
    await sql.begin(async (tx) => {
      await tx.unsafe(migration.text).simple();
      await tx`
        INSERT INTO schema_migrations (version, name, sha256)
        VALUES (${migration.version}, ${migration.name}, ${migration.hash})`;
    });
  } catch (error) {
    throw new StartFault(
      `The change ${migration.name} of the database failed: ${describeError(error)}.`,
      { cause: error },
    );
  }
  log.info(
    { name: migration.name, ms: Math.round(performance.now() - before) },
    "database changed",
  );
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  const migrations = await Promise.all(names.map((name) => readMigration(folder, name)));
  for (const [index, { version, name }] of migrations.entries()) {
    if (version !== index + 1) throw new Error(`${name} should have the number ${index + 1}.`);
  }
  return migrations;
}

async function readMigration(folder: string, name: string): Promise<Migration> {
  const version = FILE_NAME.exec(name)?.[1];
  if (!version) throw new Error(`${name} is not named like 0001_what_it_does.sql.`);
  // Checked out with other line ends it is still the same change.
  const text = (await readFile(join(folder, name), "utf8")).replaceAll("\r\n", "\n");
  const hash = createHash("sha256").update(text).digest("hex");
  return { version: Number(version), name, text, hash };
}
