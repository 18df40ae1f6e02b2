import { once } from "node:events";
import { open, readFile, rename, stat } from "node:fs/promises";
import { createServer } from "node:net";
import type { DatabaseTarget } from "../database.ts";
import type { DatabaseHost, Hold } from "../database-host.ts";
import type { Log } from "../log.ts";
import { pause, poll } from "../pause.ts";
import { StartFault } from "../start-fault.ts";
import { findBinaries } from "./binaries.ts";
import type { Binaries } from "./binaries.ts";
import { describeCluster, ensureCluster, PORT, readPassword, removeLeftovers } from "./cluster.ts";
import { SUPERUSER } from "./cluster.ts";
import type { Cluster } from "./cluster.ts";
import { choosePrefix, startDetached } from "./launcher.ts";
import type { Prefix } from "./launcher.ts";
import { takeOwnership } from "./ownership.ts";
import { findPostmaster, removeStalePidFile } from "./postmaster.ts";
import type { Postmaster } from "./postmaster.ts";

export interface EmbeddedOptions {
  /** Absolute path of an existing folder. */
  dataDir: string;
  log: Log;
  /** Further settings, `name=value`; tests give their server more connections. */
  settings?: readonly string[];
  /** "tcp" where an address without a socket is needed; otherwise a socket unless its path is too long. */
  transport?: "auto" | "tcp";
}

export interface EmbeddedHost extends DatabaseHost {
  target: EmbeddedServer;
}

type EmbeddedServer = Exclude<DatabaseTarget, string>;

const LARGEST_LOG = 10 * 1024 * 1024;
const RECOVERY_NOTICE_MS = 3_000;
const LAST_RESORT_MS = 1_000;

/** Said by PostgreSQL while processes of the server before are still ending, or another start was quicker. */
const PASSING =
  /pre-existing shared memory block|lock file ".*" already exists|is another postmaster/i;

/** PostgreSQL in the data folder: started when it does not run, adopted when it does. */
export async function createEmbeddedHost(options: EmbeddedOptions): Promise<EmbeddedHost> {
  const cluster = describeCluster(options.dataDir, options.transport);
  const binaries = await findBinaries();
  const prefix = await choosePrefix(binaries);
  await ensureCluster(cluster, binaries, prefix);
  const password = await readPassword(cluster);
  const tcpPort = cluster.socketFolder ? PORT : await findPort(cluster);
  const server = {
    host: cluster.socketFolder ?? "127.0.0.1",
    port: tcpPort,
    user: SUPERUSER,
    password,
    database: "parley",
  };
  let isOwner = false;
  return {
    target: server,
    async acquire(onLost): Promise<Hold> {
      await ensureRunning({ cluster, binaries, prefix, tcpPort, ...options });
      const hold = await takeOwnership(server, options.dataDir, onLost);
      if (!isOwner) await removeLeftovers(cluster);
      isOwner = true;
      return hold;
    },
    async stop(milliseconds) {
      if (isOwner) await stopServer(cluster, milliseconds);
    },
  };
}

interface Launch extends EmbeddedOptions {
  cluster: Cluster;
  binaries: Binaries;
  prefix: Prefix;
  tcpPort: number;
}

async function ensureRunning(launch: Launch): Promise<void> {
  const { cluster, log } = launch;
  const running = await findPostmaster(cluster.files);
  if (running) {
    log.info({ pid: running.pid }, "adopting the database server that still runs");
    if (running.isReady || (await waitForServer(launch, (found) => found !== null))) return;
    throw new Error("The database server ended while it was starting.");
  }
  await removeStalePidFile(cluster.files);
  await startServer(launch);
}

async function startServer(launch: Launch): Promise<void> {
  const { cluster, log } = launch;
  const before = performance.now();
  const output = await openLog(cluster);
  const offset = (await output.stat()).size;
  const child = startDetached(launch.prefix, {
    program: launch.binaries.postgres,
    args: serverArguments(launch),
    output: output.fd,
  });
  let hasEnded = false;
  const noteEnd = () => {
    hasEnded = true;
  };
  child.once("exit", noteEnd).once("error", noteEnd);
  try {
    const ready = await waitForServer(launch, () => !hasEnded);
    if (!ready) throw await explain(cluster, offset);
    log.info(
      { pid: ready.pid, ms: Math.round(performance.now() - before) },
      "database server started",
    );
  } finally {
    await output.close();
  }
}

function serverArguments({ cluster, tcpPort, settings = [] }: Launch): string[] {
  const all = [
    `listen_addresses=${cluster.socketFolder ? "" : "127.0.0.1"}`,
    `unix_socket_directories=${cluster.socketFolder ?? ""}`,
    "unix_socket_permissions=0700",
    `port=${tcpPort}`,
    // Durability is the promise behind every acknowledgement, so it never depends on a file.
    "fsync=on",
    "full_page_writes=on",
    "synchronous_commit=on",
    "max_connections=100",
    "jit=off",
    "timezone=UTC",
    "log_timezone=UTC",
    "logging_collector=off",
    ...settings,
  ];
  return ["-D", cluster.files, ...all.flatMap((setting) => ["-c", setting])];
}

/** Waits as long as the server lives: recovery after a crash takes the time that it takes. */
async function waitForServer(
  { cluster, log }: Launch,
  isAlive: (found: Postmaster | null) => boolean,
): Promise<Postmaster | null> {
  const before = performance.now();
  let isTold = false;
  for (;;) {
    // Asked first: a server that became ready and ended between the two questions counts as ended.
    const isStillAlive = isAlive(await findPostmaster(cluster.files));
    const found = await findPostmaster(cluster.files);
    if (found?.isReady) return found;
    if (!isStillAlive) return null;
    if (!isTold && performance.now() - before > RECOVERY_NOTICE_MS) {
      isTold = true;
      log.warn("the database server is taking its time, perhaps recovering after a crash");
    }
    await pause(10);
  }
}

async function stopServer(cluster: Cluster, milliseconds: number): Promise<void> {
  const running = await findPostmaster(cluster.files);
  if (!running) return;
  const isGone = async () => (await findPostmaster(cluster.files)) === null;
  kill(running.pid, "SIGINT");
  if (await poll(Math.max(0, milliseconds - LAST_RESORT_MS), isGone)) return;
  kill(running.pid, "SIGQUIT");
  await poll(LAST_RESORT_MS, isGone);
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended in the meantime.
  }
}

async function openLog(cluster: Cluster) {
  const size = await stat(cluster.logFile).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LARGEST_LOG) await rename(cluster.logFile, `${cluster.logFile}.1`);
  return open(cluster.logFile, "a", 0o600);
}

async function explain(cluster: Cluster, offset: number): Promise<Error> {
  const text = (await readFile(cluster.logFile)).subarray(offset).toString("utf8");
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const line = lines.find((each) => /FATAL|PANIC/.test(each)) ?? lines.at(-1) ?? "it said nothing";
  const sentence = line.replace(/^.*?(?:FATAL|PANIC):\s*/, "").trim();
  if (PASSING.test(sentence)) return new Error(sentence);
  return new StartFault(
    `The database in ${cluster.root} does not start: ${sentence} (more in ${cluster.logFile}).`,
  );
}

/** A free port of the loopback; one that a running server already uses stays. */
async function findPort(cluster: Cluster): Promise<number> {
  const running = await findPostmaster(cluster.files);
  if (running) return running.port;
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (!address || typeof address === "string") throw new Error("No free port on 127.0.0.1.");
  return address.port;
}
