import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { waitUntil } from "./wait-until.ts";

export type Product = {
  url: string;
  dataDir: string;
  /** What it printed, for a message when it fails. */
  readOutput: () => string;
  /** SIGTERM, and the exit code. */
  stop: () => Promise<number | null>;
  /** SIGKILL: the database lives on and is adopted by the next start. */
  kill: () => Promise<void>;
  /** Starts again on the same data and port. */
  start: () => Promise<void>;
  removeData: () => void;
};

type Options = {
  port: number;
  env?: NodeJS.ProcessEnv;
  /** Empty, or with the people of the demo in it. */
  entry?: "start" | "demo";
};

const root = resolve(import.meta.dirname, "../..");
const startLimit = 120_000;

/** Starts the real product on a scratch data folder and waits until it can serve. */
export async function startProduct({ port, env = {}, entry = "start" }: Options): Promise<Product> {
  const dataDir = mkdtempSync(join(tmpdir(), "parley-e2e-"));
  const url = `http://localhost:${port}`;
  let output = "";
  let child: ChildProcess | null = null;

  async function start(): Promise<void> {
    const started = spawnServer(entry, { PORT: String(port), DATA_DIR: dataDir, ...env });
    child = started;
    for (const stream of [started.stdout, started.stderr]) {
      stream?.setEncoding("utf8").on("data", (chunk: string) => {
        output += chunk;
      });
    }
    await waitUntil(`the product answers at ${url}\n${output}`, startLimit, async () => {
      if (started.exitCode !== null) throw new Error(`The product did not start:\n${output}`);
      return isReady(url);
    });
  }

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    const ended = child;
    child = null;
    if (!ended || ended.exitCode !== null) return ended?.exitCode ?? null;
    const exit = new Promise<number | null>((done) => ended.once("exit", done));
    ended.kill(signal);
    return exit;
  }

  await start();
  return {
    url,
    dataDir,
    readOutput: () => output,
    start,
    stop: () => end("SIGTERM"),
    kill: async () => {
      await end("SIGKILL");
    },
    removeData: () => rmSync(dataDir, { recursive: true, force: true }),
  };
}

/** Only what a test says reaches the product, not the variables of the developer's machine. */
function spawnServer(entry: string, env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, ["apps/server/start.mjs", entry], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      LIMITS: "off",
      LOG_LEVEL: "warn",
      ...env,
    },
  });
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/api/ready`)).ok;
  } catch {
    return false;
  }
}
