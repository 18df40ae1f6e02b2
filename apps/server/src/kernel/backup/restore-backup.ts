import { mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { renewEpoch } from "../epoch.ts";
import { poll } from "../pause.ts";
import type { RunningDatabase } from "../start-database.ts";
import { describeCluster, MAJOR_VERSION } from "../postgres/cluster.ts";
import { findPostmaster } from "../postgres/postmaster.ts";
import { describeError, errorCode, StartFault } from "../start-fault.ts";
import { syncFolder } from "./sync-folder.ts";
import { unpackBackup } from "./unpack-backup.ts";

export interface Restored {
  /** ISO 8601: the time of the backup. */
  at: string;
  /** The folder that holds what was there before; null when there was nothing. */
  aside: string | null;
}

const STOP_MS = 60_000;
const STAGING = "restoring-";
const PARTS = ["postgres", "session-secret"];

export interface Restoring {
  file: string;
  dataDir: string;
  /** Brings up the database of a data folder. */
  start: (dataDir: string) => Promise<RunningDatabase>;
}

/**
 * Puts a backup in the place of what a data folder holds. It is unpacked, recovered and given a new
 * epoch beside it first, so that a bad one displaces nothing; what was there before is kept.
 */
export async function restoreBackup(restoring: Restoring): Promise<Restored> {
  const { dataDir } = restoring;
  await refuseWhileRunning(dataDir);
  await removeLeftovers(dataDir);
  const staging = await mkdtemp(join(dataDir, STAGING));
  try {
    const at = await prepare(restoring, staging);
    await refuseWhileRunning(dataDir);
    return { at, aside: await swap(staging, dataDir) };
  } catch (error) {
    if (error instanceof StartFault) throw error;
    throw new StartFault(`The backup could not be restored: ${describeError(error)}.`, {
      cause: error,
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** Makes a data folder out of the backup that could serve at once; answers with its time. */
async function prepare({ file, start }: Restoring, staging: string): Promise<string> {
  const { at, postgres } = await unpackBackup(file, staging);
  if (postgres !== MAJOR_VERSION) {
    throw new StartFault(
      `${file} holds a database of PostgreSQL ${postgres}, but this Parley brings PostgreSQL ${MAJOR_VERSION}: restore it with the Parley that made it.`,
    );
  }
  const database = await start(staging);
  await renewEpoch(database.sql).finally(() => database.stop(STOP_MS));
  return at;
}

/** What a restore left behind that was interrupted, perhaps with its database running. */
async function removeLeftovers(dataDir: string): Promise<void> {
  const names = (await readdir(dataDir)).filter((name) => name.startsWith(STAGING));
  for (const name of names) {
    const path = join(dataDir, name);
    const { files } = describeCluster(path);
    const running = await findPostmaster(files);
    if (running) process.kill(running.pid, "SIGQUIT");
    await poll(STOP_MS, async () => (await findPostmaster(files)) === null);
    await rm(path, { recursive: true, force: true });
  }
}

async function refuseWhileRunning(dataDir: string): Promise<void> {
  const running = await findPostmaster(describeCluster(dataDir).files);
  if (running) {
    throw new StartFault(
      `The data folder ${dataDir} is in use (its database is process ${running.pid}): stop Parley first.`,
    );
  }
}

async function swap(staging: string, dataDir: string): Promise<string | null> {
  const time = new Date().toISOString().replaceAll(/[:.]/g, "-");
  const aside = join(dataDir, `before-restore-${time}`);
  await mkdir(aside, { mode: 0o700 });
  const moved = [];
  for (const part of PARTS) moved.push(await moveIfThere(join(dataDir, part), join(aside, part)));
  for (const part of PARTS) await moveIfThere(join(staging, part), join(dataDir, part));
  const isKept = moved.includes(true);
  if (!isKept) await rm(aside, { recursive: true });
  await syncFolder(dataDir);
  return isKept ? aside : null;
}

async function moveIfThere(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return false;
    throw error;
  }
}
