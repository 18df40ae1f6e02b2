import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { runCommand } from "../../tools/lib/command.ts";
import { readCpu, readDatabaseCpu } from "./processes.ts";

const root = resolve(import.meta.dirname, "../..");
const START = join(root, "apps/server/start.mjs");
const PROBE = join(root, "apps/server/src/testing/probe.ts");
const READY = /Parley is ready/;

export interface MadePerson {
  userId: string;
  token: string;
  friendId: string;
  conversationId: string;
}

export interface Reading {
  heapUsed: number;
  rss: number;
}

/** The product as `npm start` runs it, on a scratch folder, with people in it. */
export interface Product {
  url: string;
  dataDir: string;
  people: MadePerson[];
  /** Milliseconds from the start of the process until it could serve. */
  startMs(): number;
  cpu(): { server: number; database: number };
  /** After a forced collection. */
  memory(): Promise<Reading>;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** SIGKILL to the server; the database lives on. */
  kill(): Promise<void>;
  /** Stops it and removes everything. */
  end(): Promise<void>;
}

export interface ProductOptions {
  port: number;
  /** How many people to make before the first start. */
  people: number;
  profileTo?: string | null;
}

export async function createProduct(options: ProductOptions): Promise<Product> {
  const dataDir = mkdtempSync(join(tmpdir(), "parley-bench-"));
  const people = options.people > 0 ? await makePeople(dataDir, options.people) : [];
  let child: ChildProcess | null = null;
  let startMs = Number.NaN;

  async function start(): Promise<void> {
    const before = performance.now();
    child = spawnServer(dataDir, options);
    let output = "";
    const isReady = Promise.withResolvers<void>();
    const hear = (part: unknown) => {
      output += String(part);
      if (READY.test(output)) isReady.resolve();
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("exit", () => isReady.reject(new Error(`The product ended:\n${output}`)));
    await isReady.promise;
    startMs = performance.now() - before;
  }

  async function leave(signal: NodeJS.Signals): Promise<void> {
    const leaving = child;
    child = null;
    if (!leaving || leaving.exitCode !== null) return;
    const gone = once(leaving, "exit");
    leaving.kill(signal);
    await gone;
  }

  return {
    url: `http://127.0.0.1:${options.port}`,
    dataDir,
    people,
    startMs: () => startMs,
    cpu: () => ({ server: readCpu(child?.pid ?? 0), database: readDatabaseCpu(dataDir) }),
    async memory() {
      if (!child) throw new Error("The product does not run.");
      const told = once(child, "message");
      child.send("read");
      const [reading] = (await told) as [Reading];
      return reading;
    },
    start,
    stop: () => leave("SIGTERM"),
    kill: () => leave("SIGKILL"),
    async end() {
      if (!child) await start();
      await leave("SIGTERM");
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function spawnServer(dataDir: string, { port, profileTo }: ProductOptions): ChildProcess {
  const profile = profileTo ? ["--cpu-prof", `--cpu-prof-dir=${profileTo}`] : [];
  return fork(START, {
    cwd: root,
    silent: true,
    execArgv: ["--expose-gc", "--import", PROBE, ...profile],
    env: {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      PORT: String(port),
      DATA_DIR: dataDir,
      LIMITS: "off",
      LOG_LEVEL: "warn",
    },
  });
}

async function makePeople(dataDir: string, count: number): Promise<MadePerson[]> {
  const out = join(dataDir, "people.json");
  const made = await runCommand(
    ["env", `DATA_DIR=${dataDir}`, "node", START, "people", "--count", String(count), "--out", out],
    { cwd: root },
  );
  if (made.code !== 0) throw new Error(made.output);
  const people: MadePerson[] = JSON.parse(readFileSync(out, "utf8"));
  return people;
}
