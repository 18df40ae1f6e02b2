import { randomBytes } from "node:crypto";
import { spawn, spawnSync, type SpawnOptions } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeEnvironment } from "./lib/command.ts";
import { findPostgres15 } from "./find-postgres15.ts";

/* Runs the tests that reach the database on PostgreSQL 15, the oldest supported version. */

/** These bring their own PostgreSQL 18, or none. */
const elsewhere = [
  "backup/**",
  "kernel/lifecycle.test.ts",
  "kernel/web-build.test.ts",
  "kernel/postgres/**",
  "testing/chaos.test.ts",
];

type Owner = { uid?: number; gid?: number };

type Cluster = { bin: string; folder: string; owner: Owner; url: string; port: number };

/** PostgreSQL refuses to run as root. */
function chooseOwner(): Owner {
  if (process.getuid?.() !== 0) return {};
  const read = (flag: string): number =>
    Number(spawnSync("id", [flag, "postgres"], { encoding: "utf8" }).stdout);
  return { uid: read("-u") || 65_534, gid: read("-g") || 65_534 };
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? address.port : 0;
}

async function createCluster(): Promise<Cluster> {
  const bin = findPostgres15();
  const owner = chooseOwner();
  const folder = mkdtempSync(join(tmpdir(), "parley-sql15-"));
  const password = randomBytes(18).toString("hex");
  const secret = join(folder, "password");
  writeFileSync(secret, password, { mode: 0o600 });
  if (owner.uid !== undefined && owner.gid !== undefined) {
    for (const path of [folder, secret]) chownSync(path, owner.uid, owner.gid);
  }
  chmodSync(folder, 0o700);
  const port = await findFreePort();
  const url = `postgres://parley:${password}@127.0.0.1:${port}/`;
  return { bin, folder, owner, url, port };
}

function runTool(cluster: Cluster, name: string, args: string[]): void {
  const options: SpawnOptions = {
    cwd: cluster.folder,
    stdio: ["ignore", "pipe", "pipe"],
    ...cluster.owner,
  };
  const { status, output, error } = spawnSync(join(cluster.bin, name), args, {
    ...options,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${name} failed: ${error?.message ?? output.join("")}`);
}

function start(cluster: Cluster): void {
  const data = join(cluster.folder, "data");
  const access = ["-U", "parley", "--auth=scram-sha-256", `--pwfile=${cluster.folder}/password`];
  const letters = ["--encoding=UTF8", "--locale=C.UTF-8"];
  runTool(cluster, "initdb", ["-D", data, "--no-sync", ...access, ...letters]);
  const settings = [
    `-p ${cluster.port}`,
    "-c listen_addresses=127.0.0.1",
    `-c unix_socket_directories=`,
    "-c max_connections=300",
    "-c fsync=off",
  ].join(" ");
  const log = join(cluster.folder, "log");
  runTool(cluster, "pg_ctl", ["-D", data, "-l", log, "-w", "-t", "60", "-o", settings, "start"]);
}

function stop(cluster: Cluster): void {
  const data = join(cluster.folder, "data");
  if (!existsSync(join(data, "postmaster.pid"))) return;
  runTool(cluster, "pg_ctl", ["-D", data, "-w", "-m", "immediate", "stop"]);
}

function runTests(cluster: Cluster): Promise<number> {
  const excluded = elsewhere.flatMap((glob) => ["--exclude", `src/${glob}`]);
  const filter = [...process.argv.slice(2), ...excluded];
  const child = spawn("vitest", ["run", "--project", "server", ...filter], {
    stdio: ["ignore", "inherit", "inherit"],
    env: makeEnvironment({ PARLEY_TEST_DATABASE_URL: cluster.url }),
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on("error", () => resolve(127));
    child.on("close", (code) => resolve(code ?? 1));
  });
}

/** Answers the exit code; whatever happens, no server and no folder stay behind. */
async function testOnCluster(): Promise<number> {
  const cluster = await createCluster();
  try {
    start(cluster);
    console.log(`PostgreSQL 15 listens on port ${cluster.port}`);
    return await runTests(cluster);
  } finally {
    stop(cluster);
    rmSync(cluster.folder, { recursive: true, force: true });
  }
}

try {
  process.exitCode = await testOnCluster();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
