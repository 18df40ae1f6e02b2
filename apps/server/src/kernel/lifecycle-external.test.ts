import { stat } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { connect } from "#kernel/database";
import { poll } from "#kernel/pause";
import { START, findFreePort, makeScratchFolder, spawnServer } from "#testing/server-process";
import type { ScratchFolder, ServerProcess } from "#testing/server-process";
import { openTestDatabase } from "#testing/test-database";
import type { TestDatabase } from "#testing/test-database";

const SESSION_SECRET = "0123456789abcdef0123456789abcdef";

let folder: ScratchFolder;
let database: TestDatabase;
let servers: ServerProcess[];

beforeEach(async () => {
  folder = await makeScratchFolder();
  database = await openTestDatabase();
  servers = [];
});

afterEach(async () => {
  for (const server of servers) {
    try {
      server.signal("SIGKILL");
    } catch {
      // It has ended.
    }
  }
  await database.close();
  await folder.remove();
});

interface Node extends ServerProcess {
  epoch(): Promise<unknown>;
}

async function start(databaseUrl = database.url): Promise<Node> {
  const port = await findFreePort();
  const env = { DATA_DIR: folder.path, PORT: String(port), DATABASE_URL: databaseUrl };
  const server = spawnServer({ env: { ...env, SESSION_SECRET } });
  servers.push(server);
  return {
    ...server,
    async epoch() {
      const response = await fetch(`http://127.0.0.1:${port}/api/ready`);
      if (!response.ok) return response.status;
      const answer: unknown = await response.json();
      return typeof answer === "object" && answer && "epoch" in answer ? answer.epoch : null;
    },
  };
}

test("two nodes share one database, and nothing embedded starts", async () => {
  const nodes = await Promise.all([start(), start()]);
  await Promise.all(nodes.map((node) => node.ready()));
  const [first, second] = await Promise.all(nodes.map((node) => node.epoch()));
  expect(first).toEqual(second);
  await expect(stat(join(folder.path, "postgres"))).rejects.toThrow("ENOENT");
  for (const node of nodes) node.signal("SIGTERM");
  expect(await Promise.all(nodes.map((node) => node.exited))).toEqual([0, 0]);
});

test("every connection lost at once is made again, and the loss is told", async () => {
  const node = await start();
  await node.ready();
  await database.sql`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()`;
  await node.says(/the database went away[^]*the database is back/);
  expect(await poll(5_000, async () => typeof (await node.epoch()) === "string")).toBe(true);
});

test("goes on trying while the database does not answer, says so, and still stops when told", async () => {
  const node = await start(`postgres://parley@127.0.0.1:${await findFreePort()}/parley`);
  await node.says(/The database does not answer \(.*ECONNREFUSED.*\), trying again for \d+ s\./);
  await node.says(/(trying again[^]*){2}/);
  node.signal("SIGTERM");
  expect(await node.exited).toBe(0);
});

test("stops when told though another node keeps it from starting", async () => {
  const other = connect(database.url, { isLasting: true });
  await other`SELECT pg_advisory_lock(${0x7061726c}::int, 2)`;
  const node = await start();
  const isWaiting = async () => {
    const [row] = await database.sql<{ n: number }[]>`
      SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`;
    return (row?.n ?? 0) > 0;
  };
  expect(await poll(30_000, isWaiting)).toBe(true);
  node.signal("SIGTERM");
  expect(await node.exited).toBe(0);
  await other.end();
});

test("what waiting cannot mend is one sentence at once", async () => {
  const url = new URL(database.url);
  url.pathname = "/no_such_database";
  const node = await start(url.href);
  expect(await node.exited).toBe(1);
  expect(node.text()).toBe(
    'The database of DATABASE_URL refuses: database "no_such_database" does not exist.\n',
  );
});

test("npm run epoch mints a new one, which a running node takes up", async () => {
  const node = await start();
  await node.ready();
  const before = await node.epoch();
  const command = spawnServer({
    entry: START,
    args: ["epoch"],
    env: { DATA_DIR: folder.path, DATABASE_URL: database.url, SESSION_SECRET },
  });
  expect(await command.exited).toBe(0);
  expect(command.text()).toMatch(/new epoch/);
  const isNew = async () => {
    const epoch = await node.epoch();
    return typeof epoch === "string" && epoch !== before;
  };
  expect(await poll(10_000, isNew)).toBe(true);
});

test("npm start names every fault of the configuration and nothing else", async () => {
  const command = spawnServer({
    entry: START,
    env: { DATA_DIR: folder.path, PORT: "abc", LIMITS: "perhaps", DATABASE_URL: database.url },
  });
  expect(await command.exited).toBe(1);
  const [title, ...faults] = command.text().trim().split("\n");
  expect(title).toBe("Parley cannot start with this configuration:");
  expect(faults.map((line) => line.trim().split(":")[0]).sort()).toEqual([
    "LIMITS",
    "PORT",
    "SESSION_SECRET",
  ]);
});
