import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { poll } from "#kernel/pause";
import type { MadePerson } from "../../people/make-people.ts";
import type { ProbeReading } from "../probe.ts";
import { START, findFreePort, spawnServer } from "../server-process.ts";

const API_SERVER = fileURLToPath(new URL("../api-server.ts", import.meta.url));
const PROBE = new URL("../probe.ts", import.meta.url).href;
const START_MS = 120_000;

/** The whole server in a process and a data folder of its own, so that its memory is nobody else's. */
export interface ChildServer {
  url: string;
  dataDir: string;
  people: MadePerson[];
  /** Errors that it logged, and its end if it has ended. */
  complaints(): string[];
  heapUsed(): Promise<number>;
  close(): Promise<void>;
}

export async function startChildServer(count: number): Promise<ChildServer> {
  const dataDir = await mkdtemp(join(tmpdir(), "parley-fuzz-"));
  const people = await makePeople(dataDir, count);
  const port = await findFreePort();
  const child = fork(API_SERVER, {
    execArgv: ["--expose-gc", "--import", PROBE],
    env: {
      PATH: process.env["PATH"],
      DATA_DIR: dataDir,
      PORT: String(port),
      LIMITS: "off",
      LOG_LEVEL: "error",
    },
    silent: true,
  });
  const exited = once(child, "exit");
  let output = "";
  child.stdout?.on("data", (part) => (output += String(part)));
  child.stderr?.on("data", (part) => (output += String(part)));
  const isReady = () => /Parley is ready/.test(output) || child.exitCode !== null;
  await poll(START_MS, async () => isReady());
  if (!/Parley is ready/.test(output)) throw new Error(`The server did not start:\n${output}`);
  output = "";
  return {
    url: `http://127.0.0.1:${port}`,
    dataDir,
    people,
    complaints() {
      const lines = output.split("\n").filter((line) => line !== "" && !line.startsWith("Mail to"));
      return child.exitCode === null && child.signalCode === null
        ? lines
        : [...lines, `it ended with ${child.exitCode ?? child.signalCode}`];
    },
    async heapUsed() {
      const told = once(child, "message");
      child.send("read");
      const [reading] = (await told) as [ProbeReading];
      return reading.heapUsed;
    },
    async close() {
      child.kill("SIGTERM");
      await exited;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function makePeople(dataDir: string, count: number): Promise<MadePerson[]> {
  const out = join(dataDir, "people.json");
  const command = spawnServer({
    entry: START,
    args: ["people", "--count", String(count), "--out", out],
    env: { DATA_DIR: dataDir },
  });
  if ((await command.exited) !== 0) throw new Error(command.text());
  const people: MadePerson[] = JSON.parse(await readFile(out, "utf8"));
  return people;
}
