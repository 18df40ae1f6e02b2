import { once } from "node:events";
import { chmod, chown, readFile, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { poll } from "#kernel/pause";
import { findFreePort, makeScratchFolder, spawnServer } from "#testing/server-process";
import type { ScratchFolder, ServerProcess } from "#testing/server-process";

const NOBODY = 65_534;
const NO_ACCOUNT = 61_234;
const isRoot = process.getuid?.() === 0;

let port: number;
let folder: ScratchFolder;
let servers: ServerProcess[];

beforeEach(async () => {
  port = await findFreePort();
  folder = await makeScratchFolder();
  servers = [];
});

afterEach(async () => {
  for (const server of servers) {
    try {
      server.signal("SIGKILL");
    } catch {
      // It has ended, as most tests want it to.
    }
  }
  await folder.remove();
});

function start(env: Record<string, string> = {}, uid?: number): ServerProcess {
  const server = spawnServer({
    env: { DATA_DIR: folder.path, PORT: String(port), ...env },
    ...(uid !== undefined && { uid }),
  });
  servers.push(server);
  return server;
}

async function ask(path: string): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return response.json();
}

async function status(path: string): Promise<number> {
  return (await fetch(`http://127.0.0.1:${port}${path}`)).status;
}

async function mode(...path: string[]): Promise<string> {
  return ((await stat(join(folder.path, ...path))).mode & 0o777).toString(8);
}

/** Writes from eight connections until told to stop. */
function startLoad() {
  const load = { acknowledged: 0, codes: new Set<number>(), stop };
  const ending = new AbortController();
  async function write(): Promise<void> {
    while (!ending.signal.aborted) {
      const code = await status("/word").catch(() => 0);
      load.codes.add(code);
      if (code === 200) load.acknowledged += 1;
    }
  }
  const writers = Array.from({ length: 8 }, write);
  async function stop(): Promise<void> {
    ending.abort();
    await Promise.all(writers);
  }

  return load;
}

test("makes its database, keeps its secrets to itself and stops cleanly", async () => {
  const server = start();
  await server.ready();
  expect(await ask("/settings")).toEqual(
    expect.arrayContaining([
      { name: "fsync", setting: "on" },
      { name: "full_page_writes", setting: "on" },
      { name: "synchronous_commit", setting: "on" },
      { name: "server_encoding", setting: "UTF8" },
      { name: "TimeZone", setting: "UTC" },
      { name: "statement_timeout", setting: "15000" },
      { name: "lock_timeout", setting: "5000" },
      { name: "idle_in_transaction_session_timeout", setting: "10000" },
    ]),
  );
  expect(await mode()).toBe("700");
  expect(await mode("session-secret")).toBe("600");
  expect(await mode("postgres", "password")).toBe("600");
  expect(await mode("postgres", "cluster")).toBe("700");
  const running = ask("/sleep");
  await poll(5_000, async () => JSON.stringify(await ask("/sleeping")).includes("1"));
  const before = performance.now();
  server.signal("SIGTERM");
  expect(await server.exited).toBe(0);
  await expect(running, "what was under way is answered").resolves.toHaveLength(1);
  expect(performance.now() - before).toBeLessThan(10_000);
  expect(await folder.isDatabaseGone()).toBe(true);
  const log = await readFile(join(folder.path, "postgres", "server.log"), "utf8");
  expect(log).toContain("database system is shut down");
  expect(server.text()).not.toMatch(/^ {4}at /m);
});

test("takes Ctrl-C, which arrives twice and at every process, as one wish", async () => {
  const server = start();
  await server.ready();
  const running = ask("/sleep");
  await poll(5_000, async () => JSON.stringify(await ask("/sleeping")).includes("1"));
  server.signalGroup("SIGINT");
  await server.says(/asked to stop/);
  server.signalGroup("SIGINT");
  await expect(running, "the database outlives the drain").resolves.toHaveLength(1);
  expect(await server.exited).toBe(0);
  expect(server.text().match(/asked to stop/g)).toHaveLength(1);
});

test("stops while it starts", async () => {
  const server = start();
  await server.says(/database server started/);
  server.signal("SIGTERM");
  expect(await server.exited).toBe(0);
  expect(await folder.isDatabaseGone()).toBe(true);
});

test("adopts the database that outlived a killed server, with everything in it", async () => {
  const first = start();
  await first.ready();
  await ask("/word");
  const { epoch } = (await ask("/api/ready")) as { epoch: string };
  const postmaster = await folder.postmaster();
  first.signal("SIGKILL");
  await first.exited;
  const second = start();
  await second.ready();
  expect(second.text()).toContain("adopting");
  expect(await folder.postmaster()).toBe(postmaster);
  expect(await ask("/count")).toEqual([{ n: 1 }]);
  expect(await ask("/api/ready")).toMatchObject({ epoch });
  second.signal("SIGTERM");
  expect(await second.exited).toBe(0);
});

test("recovers when everything was killed, though the old number belongs to somebody else", async () => {
  const first = start();
  await first.ready();
  await ask("/word");
  process.kill(await folder.postmaster(), "SIGKILL");
  first.signal("SIGKILL");
  await first.exited;
  const pidFile = join(folder.cluster, "postmaster.pid");
  const lines = (await readFile(pidFile, "utf8")).split("\n");
  await writeFile(pidFile, [String(process.pid), ...lines.slice(1)].join("\n"));
  const second = start();
  await second.ready();
  expect(await ask("/count")).toEqual([{ n: 1 }]);
});

test("starts a killed database again, is not ready meanwhile, and loses nothing acknowledged", async () => {
  const server = start();
  await server.ready();
  const load = startLoad();
  for (let round = 1; round <= 2; round += 1) {
    process.kill(await folder.postmaster(), "SIGKILL");
    await server.says(new RegExp(`(the database is back[^]*){${round}}`));
  }
  const before = load.acknowledged;
  await poll(5_000, async () => load.acknowledged > before);
  await load.stop();
  expect([...load.codes].sort()).toEqual([200, 503]);
  expect(load.acknowledged).toBeGreaterThan(before);
  const [row] = (await ask("/count")) as [{ n: number }];
  expect(row.n).toBeGreaterThanOrEqual(load.acknowledged);
  server.signal("SIGTERM");
  expect(await server.exited).toBe(0);
});

test("refuses a data folder that another server works with, and leaves that one alone", async () => {
  const first = start();
  await first.ready();
  const second = start({ PORT: String(await findFreePort()) });
  expect(await second.exited).toBe(1);
  expect(second.text()).toContain(
    `Another Parley (process ${first.pid}) already works with the data folder ${folder.path}`,
  );
  expect(await status("/count")).toBe(200);
});

test("says in one sentence that the port is in use", async () => {
  const other = createServer().listen(port, "127.0.0.1");
  await once(other, "listening");
  const server = start();
  expect(await server.exited).toBe(1);
  expect(server.text()).toContain(`port ${port} is in use by another program`);
  expect(server.text()).not.toMatch(/^ {4}at |EADDRINUSE/m);
  expect(await folder.isDatabaseGone()).toBe(true);
  other.close();
});

test("says in one sentence that the data folder is not writable", async () => {
  await writeFile(folder.path, "a file");
  const server = start();
  expect(await server.exited).toBe(1);
  expect(server.text()).toBe(
    `The data folder ${folder.path} is not writable (EEXIST): give it to the user who starts Parley, or set DATA_DIR to another folder.\n`,
  );
});

test.runIf(process.platform === "linux")(
  "says so too where the system takes no folder at all",
  async () => {
    const server = start({ DATA_DIR: "/proc/parley/data" });
    expect(await server.exited).toBe(1);
    expect(server.text()).toMatch(
      /^The data folder \/proc\/parley\/data is not writable \(ENOENT\)/,
    );
  },
);

test("uses the loopback and its password where the path of a socket would be too long", async () => {
  const short = folder;
  folder = await makeScratchFolder("a-very-long-name-for-a-folder-".repeat(4));
  const server = start();
  await server.ready();
  expect(await ask("/count")).toEqual([{ n: 0 }]);
  process.kill(await folder.postmaster(), "SIGKILL");
  await server.says(/the database is back/);
  expect(await status("/word")).toBe(200);
  server.signal("SIGTERM");
  expect(await server.exited).toBe(0);
  await short.remove();
});

test.runIf(isRoot).each([
  ["an ordinary user", NOBODY],
  ["a user without an account, as in a container", NO_ACCOUNT],
])("runs as %s too", async (_who, uid) => {
  await chmod(dirname(folder.path), 0o755);
  await chown(dirname(folder.path), uid, uid);
  const server = start({}, uid);
  await server.ready();
  expect(await status("/word")).toBe(200);
  server.signal("SIGTERM");
  expect(await server.exited).toBe(0);
});

test.runIf(isRoot)("names DATABASE_URL where root cannot give up being root", async () => {
  const server = start({ PATH: "/nowhere" });
  expect(await server.exited).toBe(1);
  expect(server.text()).toMatch(/PostgreSQL does not run as root.*DATABASE_URL/);
  expect(server.text().trim().split("\n")).toHaveLength(1);
});
