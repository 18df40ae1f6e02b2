import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { connect, openDatabase } from "#kernel/database";
import type { OpenDatabase } from "#kernel/database";

export interface TestDatabase extends OpenDatabase {
  /** An address that a server under test can be given as `DATABASE_URL`. */
  url: string;
}

/** A migrated database of its own, copied from the template of the run; `close` drops it. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const server = inject("testServer");
  const name = `parley_test_${randomBytes(6).toString("hex")}`;
  await administer(server, `CREATE DATABASE ${name} TEMPLATE ${inject("testTemplate")}`);
  const url = new URL(`/${name}`, server).href;
  const database = openDatabase(url, { max: 6 });
  return {
    ...database,
    url,
    async close() {
      await database.close();
      await administer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

async function administer(server: string, statement: string): Promise<void> {
  const sql = connect(new URL("/postgres", server).href, { timeouts: "none" });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end({ timeout: 1 });
  }
}
