import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { link, readFile, readlink, realpath, rename, unlink } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What PostgreSQL's main process writes about itself into `postmaster.pid`. */
export interface Postmaster {
  pid: number;
  port: number;
  isReady: boolean;
  /** The file as it was read. */
  text: string;
}

const PORT_LINE = 3;
const STATUS_LINE = 7;

/** The running server of this cluster, or null: a file left by one that was killed does not count. */
export async function findPostmaster(files: string): Promise<Postmaster | null> {
  const found = await readPidFile(files);
  return found && (await isServerOf(files, found.pid)) ? found : null;
}

/**
 * Takes away a file whose process is gone. PostgreSQL does so itself unless the number belongs to
 * another process by now, as it often does when a container starts again.
 */
export async function removeStalePidFile(files: string): Promise<void> {
  const stale = await readPidFile(files);
  if (!stale || (await isServerOf(files, stale.pid))) return;
  const path = join(files, "postmaster.pid");
  const aside = `${path}.${randomBytes(4).toString("hex")}`;
  try {
    await rename(path, aside);
  } catch {
    return; // already taken away
  }
  // Between reading and renaming another start may have put its own there: that one goes back.
  if ((await readFile(aside, "utf8")) !== stale.text) await link(aside, path).catch(() => {});
  await unlink(aside);
}

async function readPidFile(files: string): Promise<Postmaster | null> {
  let text: string;
  try {
    text = await readFile(join(files, "postmaster.pid"), "utf8");
  } catch {
    return null;
  }
  const lines = text.split("\n");
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return {
    pid,
    port: Number(lines[PORT_LINE]),
    isReady: lines[STATUS_LINE]?.trim() === "ready",
    text,
  };
}

/** Whether this process is alive and serves this very folder: PostgreSQL works in its data folder. */
async function isServerOf(files: string, pid: number): Promise<boolean> {
  try {
    if (process.platform === "linux") {
      const [folder, own] = await Promise.all([readlink(`/proc/${pid}/cwd`), realpath(files)]);
      return folder === own;
    }
    const { stdout } = await run("ps", ["-o", "stat=,command=", "-p", String(pid)]);
    return !stdout.startsWith("Z") && stdout.includes("postgres") && stdout.includes(files);
  } catch {
    return false;
  }
}
