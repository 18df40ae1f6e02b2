import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Linux counts the time of processes in hundredths of a second. */
const TICK_MS = 10;

/** User and system time of one process in milliseconds; 0 when it has ended. */
export function readCpu(pid: number): number {
  const [, , , , , , , , , , , user = 0, system = 0] = readStat(pid);
  return (user + system) * TICK_MS;
}

/** The same of a database server with all its processes, those that have ended included. */
export function readDatabaseCpu(dataDir: string): number {
  const pid = readPostmaster(dataDir);
  const [, , , , , , , , , , , user = 0, system = 0, ended = 0, endedSystem = 0] = readStat(pid);
  const own = (user + system + ended + endedSystem) * TICK_MS;
  return own + childrenOf(pid).reduce((sum, child) => sum + readCpu(child), 0);
}

function readPostmaster(dataDir: string): number {
  const file = join(dataDir, "postgres", "cluster", "postmaster.pid");
  return Number(readFileSync(file, "utf8").split("\n")[0]);
}

function childrenOf(parent: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => readStat(pid)[1] === parent);
}

/** The fields of `/proc/PID/stat` after the name: state (as NaN), parent, … */
function readStat(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name is in parentheses and may hold anything.
    return text
      .slice(text.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
  } catch {
    return [];
  }
}
