import { readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { pause, poll } from "#kernel/pause";
import type { ScratchFolder } from "../server-process.ts";

const PATIENCE_MS = 90_000;

/** SIGKILL, or PostgreSQL's immediate stop; waits until its main process is gone. */
export async function endDatabase(
  folder: ScratchFolder,
  signal: "SIGKILL" | "SIGQUIT",
): Promise<void> {
  const pid = await folder.postmaster();
  process.kill(pid, signal);
  await poll(PATIENCE_MS, async () => !(await isAlive(pid)));
}

/** Stops it and all its children for a while. */
export async function freezeDatabase(folder: ScratchFolder, milliseconds: number): Promise<void> {
  const pid = await folder.postmaster();
  // The one who has children first, so that no more come.
  signalIfThere(pid, "SIGSTOP");
  const family = [pid, ...(await childrenOf(pid))];
  for (const one of family) signalIfThere(one, "SIGSTOP");
  await pause(milliseconds);
  for (const one of family) signalIfThere(one, "SIGCONT");
}

/** In the last moment of this process, when there is no waiting any more. */
export function endDatabaseNow({ cluster }: ScratchFolder): void {
  const pid = readPidSync(join(cluster, "postmaster.pid"));
  if (pid !== null) signalIfThere(pid, "SIGQUIT");
}

function readPidSync(path: string): number | null {
  try {
    return Number(readFileSync(path, "utf8").split("\n")[0]) || null;
  } catch {
    return null;
  }
}

function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended in the meantime.
  }
}

async function isAlive(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return stat !== "" && !/\) Z /.test(stat);
}

/** PostgreSQL's own processes: each leads a group of its own, so that a group is no help. */
async function childrenOf(pid: number): Promise<number[]> {
  const numbers = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    numbers.map(async (name) => {
      const stat = await readFile(`/proc/${name}/stat`, "utf8").catch(() => "");
      return / \S (?<parent>\d+) /.exec(stat.slice(stat.lastIndexOf(")")))?.groups?.["parent"] ===
        String(pid)
        ? [Number(name)]
        : [];
    }),
  );
  return found.flat();
}
