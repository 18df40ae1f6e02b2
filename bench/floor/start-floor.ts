import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readCpu } from "../lib/processes.ts";

const RELAY = join(import.meta.dirname, "relay.ts");

export interface Floor {
  url: string;
  cpu(): number;
  end(): Promise<void>;
}

/** The bare relay in a process of its own, over the database of the product that runs. */
export async function startFloor(port: number, dataDir: string): Promise<Floor> {
  const folder = join(dataDir, "postgres");
  const password = readFileSync(join(folder, "password"), "utf8").trim();
  const child = fork(RELAY, [String(port), folder, password]);
  await Promise.race([
    once(child, "message"),
    once(child, "exit").then(() => {
      throw new Error("The relay ended.");
    }),
  ]);
  return {
    url: `ws://127.0.0.1:${port}`,
    cpu: () => readCpu(child.pid ?? 0),
    async end() {
      const gone = once(child, "exit");
      child.kill();
      await gone;
    },
  };
}
