import { randomBytes } from "node:crypto";
import type { TestProject } from "vitest/node";
import { connect } from "#kernel/database";
import type { Sql } from "#kernel/database";
import { createLog } from "#kernel/log";
import { migrate } from "#kernel/migrate";
import { startTestServer } from "./test-server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The server that all test files share, as an address without a database. */
    testServer: string;
    /** A migrated database that is copied for each test file. */
    testTemplate: string;
  }
}

/** Starts one PostgreSQL for the whole run, or uses the one of `PARLEY_TEST_DATABASE_URL`. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer(process.env["PARLEY_TEST_DATABASE_URL"]);
  const template = `parley_template_${randomBytes(4).toString("hex")}`;
  const sql = connect(new URL("/postgres", server.url).href, { timeouts: "none" });
  async function teardown(): Promise<void> {
    await sql`DROP DATABASE IF EXISTS ${sql(template)}`;
    await sql.end({ timeout: 1 });
    await server.stop();
  }

  try {
    await createTemplate(sql, template);
    await migrate(new URL(`/${template}`, server.url).href, { log: createLog("warn") });
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide("testServer", server.url);
  project.provide("testTemplate", template);
  return teardown;
}

/** UTF8 whatever the server's own locale is; before PostgreSQL 17 the system provides the letters. */
async function createTemplate(sql: Sql, name: string): Promise<void> {
  const [row] = await sql<{ version: number }[]>`
    SELECT current_setting('server_version_num')::int AS version`;
  const locale =
    row && row.version >= 170_000
      ? "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'"
      : "LOCALE 'C.UTF-8'";
  await sql.unsafe(
    `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8' ${locale} IS_TEMPLATE false`,
  );
}
