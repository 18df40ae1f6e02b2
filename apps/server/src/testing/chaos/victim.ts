import { fileURLToPath } from "node:url";
import { pause } from "#kernel/pause";
import { makeScratchFolder, spawnServer, START } from "../server-process.ts";
import type { ScratchFolder, ServerProcess } from "../server-process.ts";
import { endDatabase, endDatabaseNow, freezeDatabase } from "./database-process.ts";

const ENTRY = fileURLToPath(new URL("../api-server.ts", import.meta.url));

/** The node and its database, as processes of their own that may be killed, stopped and frozen. */
export interface Victim {
  folder: ScratchFolder;
  env: Record<string, string>;
  start(): Promise<void>;
  /** Ends the node and waits until it is gone. */
  end(signal: "SIGKILL" | "SIGTERM"): Promise<void>;
  freezeNode(milliseconds: number): Promise<void>;
  /** SIGKILL, or PostgreSQL's immediate stop. */
  endDatabase(signal: "SIGKILL" | "SIGQUIT"): Promise<void>;
  freezeDatabase(milliseconds: number): Promise<void>;
  /** `npm run backup` or `npm run restore` in this data folder; throws what it said when it failed. */
  command(name: "backup" | "restore", file: string): Promise<void>;
  /** How often the node ended although nobody had told it to, with what it said. */
  deaths: string[];
  remove(): Promise<void>;
}

export async function createVictim(ports: { node: number; proxy: number }): Promise<Victim> {
  const folder = await makeScratchFolder();
  const env = {
    PORT: String(ports.node),
    HOST: "127.0.0.1",
    // People type the address of the proxy.
    PUBLIC_URL: `http://127.0.0.1:${ports.proxy}`,
    DATA_DIR: folder.path,
    LIMITS: "off",
    LOG_LEVEL: "warn",
  };
  const deaths: string[] = [];
  let node: ServerProcess | null = null;

  async function start(): Promise<void> {
    const started = spawnServer({ env, entry: ENTRY });
    node = started;
    void started.exited.then((code) => {
      if (node === started) deaths.push(`exit ${code}: ${started.text().slice(-2_000)}`);
    });
    await started.ready();
  }

  function endAll(): void {
    node?.signal("SIGKILL");
    endDatabaseNow(folder);
  }

  process.once("exit", endAll);

  async function end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    const ending = node;
    node = null;
    ending?.signal(signal);
    await ending?.exited;
  }

  return {
    folder,
    env,
    deaths,
    start,
    end,
    async freezeNode(milliseconds) {
      node?.signal("SIGSTOP");
      await pause(milliseconds);
      node?.signal("SIGCONT");
    },
    endDatabase: (signal) => endDatabase(folder, signal),
    freezeDatabase: (milliseconds) => freezeDatabase(folder, milliseconds),
    async command(name, file) {
      const running = spawnServer({ env, entry: START, args: [name, file] });
      if ((await running.exited) !== 0) throw new Error(running.text());
    },
    async remove() {
      process.off("exit", endAll);
      await end("SIGKILL");
      await folder.remove();
    },
  };
}
