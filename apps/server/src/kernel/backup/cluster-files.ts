import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { errorCode } from "../start-fault.ts";

/** What belongs to the running server, or is made anew by each start: as PostgreSQL's own pg_basebackup has it. */
const LEFT_OUT = new Set([
  "postmaster.pid",
  "postmaster.opts",
  "backup_label",
  "tablespace_map",
  "backup_manifest",
  "pg_internal.init",
  "current_logfiles",
]);
/** These folders are kept and their contents are not; WAL is added on its own. */
const EMPTIED = new Set([
  "pg_wal",
  "pg_replslot",
  "pg_dynshmem",
  "pg_notify",
  "pg_serial",
  "pg_snapshots",
  "pg_stat_tmp",
  "pg_subtrans",
]);
/** Read last, after everything that it speaks of. */
const CONTROL_FILE = "global/pg_control";

export interface ClusterFiles {
  folders: string[];
  files: string[];
}

/** What of a data folder of PostgreSQL goes into a backup, as paths within it. */
export async function listClusterFiles(root: string): Promise<ClusterFiles> {
  const found: ClusterFiles = { folders: [], files: [] };
  await list(root, "", found);
  found.files = [...found.files.filter((path) => path !== CONTROL_FILE), CONTROL_FILE];
  return found;
}

async function list(root: string, folder: string, found: ClusterFiles): Promise<void> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(
    (error: unknown) => {
      // Dropped while we looked elsewhere: the WAL tells of it.
      if (errorCode(error) === "ENOENT") return [];
      throw error;
    },
  );
  for (const entry of entries) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (LEFT_OUT.has(entry.name) || entry.name.startsWith("pgsql_tmp")) continue;
    if (entry.isFile()) found.files.push(path);
    if (!entry.isDirectory()) continue;
    found.folders.push(path);
    if (!EMPTIED.has(path)) await list(root, path, found);
  }
}

/** The WAL segments from one to another, both included, on one timeline; throws when one is missing. */
export async function listWal(root: string, from: string, to: string): Promise<string[]> {
  const names = await readdir(join(root, "pg_wal"));
  const segments = names
    .filter((name) => /^[0-9A-F]{24}$/.test(name) && name >= from && name <= to)
    .toSorted();
  const expected = numberOf(to) - numberOf(from) + 1;
  if (segments.length !== expected) {
    throw new Error(`the WAL from ${from} to ${to} is not complete`);
  }
  const histories = names.filter((name) => /^[0-9A-F]{8}\.history$/.test(name));
  return [...histories, ...segments].map((name) => `pg_wal/${name}`);
}

/** Segments have 16 MB, 256 of them to each step of the middle number. */
function numberOf(segment: string): number {
  return Number.parseInt(segment.slice(8, 16), 16) * 256 + Number.parseInt(segment.slice(16), 16);
}
