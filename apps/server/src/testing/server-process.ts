import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { poll } from "#kernel/pause";
import { findPostmaster } from "#kernel/postgres/postmaster";

const TINY_SERVER = fileURLToPath(new URL("tiny-server.ts", import.meta.url));
/** What npm runs. */
export const START = fileURLToPath(new URL("../../start.mjs", import.meta.url));
const PATIENCE_MS = 45_000;

export interface ServerProcess {
  pid: number;
  /** Everything printed so far, both streams. */
  text(): string;
  /** Waits for a line that says it serves; throws what it printed when it ends before. */
  ready(): Promise<void>;
  /** Waits for text to be printed. */
  says(pattern: RegExp): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  /** To every process of its group, as Ctrl-C does. */
  signalGroup(signal: NodeJS.Signals): void;
  exited: Promise<number | null>;
}

export interface SpawnOptions {
  env: Record<string, string>;
  /** What runs: by default the life cycle around the tiny application. */
  entry?: string;
  args?: readonly string[];
  /** Runs as another user, where the test runs as root. */
  uid?: number;
}

/** Starts a server in a process group of its own. */
export function spawnServer({
  env,
  entry = TINY_SERVER,
  args = [],
  uid,
}: SpawnOptions): ServerProcess {
  const child = spawn(process.execPath, [entry, ...args], {
    env: { PATH: "/usr/local/bin:/usr/bin:/bin", ...env },
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    ...(uid !== undefined && { uid, gid: uid }),
  });
  let text = "";
  let hasExited = false;
  child.stdout.on("data", (part) => (text += String(part)));
  child.stderr.on("data", (part) => (text += String(part)));
  const exited = once(child, "close").then(([code]) => {
    hasExited = true;
    return typeof code === "number" ? code : null;
  });
  const { pid } = child;
  if (pid === undefined) throw new Error("The server could not be spawned.");
  async function says(pattern: RegExp): Promise<void> {
    await poll(PATIENCE_MS, async () => pattern.test(text) || hasExited);
    if (!pattern.test(text)) throw new Error(`Expected ${pattern}, but it said:\n${text}`);
  }

  return {
    pid,
    exited,
    text: () => text,
    says,
    ready: () => says(/Parley is ready/),
    signal: (signal) => process.kill(pid, signal),
    signalGroup: (signal) => process.kill(-pid, signal),
  };
}

/** A free port of the loopback. */
export async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (!address || typeof address === "string") throw new Error("No free port.");
  return address.port;
}

export interface ScratchFolder {
  path: string;
  /** PostgreSQL's own data folder within. */
  cluster: string;
  /** The number of the database server's main process, once it runs. */
  postmaster(): Promise<number>;
  isDatabaseGone(): Promise<boolean>;
  /** Ends a database server that a test left running and deletes everything. */
  remove(): Promise<void>;
}

/** A data folder for one test, with a `name` as long as the test needs. */
export async function makeScratchFolder(name = "data"): Promise<ScratchFolder> {
  const parent = await mkdtemp(join(tmpdir(), "parley-scratch-"));
  const path = join(parent, name);
  const cluster = join(path, "postgres", "cluster");
  const isDatabaseGone = async () => (await findPostmaster(cluster)) === null;
  return {
    path,
    cluster,
    isDatabaseGone,
    async postmaster() {
      const found = await poll(PATIENCE_MS, () => findPostmaster(cluster));
      if (!found) throw new Error(`No database server runs in ${cluster}.`);
      return found.pid;
    },
    async remove() {
      const server = await findPostmaster(cluster);
      if (server) process.kill(server.pid, "SIGQUIT");
      await poll(PATIENCE_MS, isDatabaseGone);
      await rm(parent, { recursive: true, force: true });
    },
  };
}
