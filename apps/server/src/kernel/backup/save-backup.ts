import { link, open, readFile, rm } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Sql } from "../database.ts";
import type { Cluster } from "../postgres/cluster.ts";
import { describeError, errorCode, StartFault } from "../start-fault.ts";
import { listClusterFiles, listWal } from "./cluster-files.ts";
import { MANIFEST_PATH, MARKER } from "./manifest.ts";
import type { Manifest } from "./manifest.ts";
import { syncFolder } from "./sync-folder.ts";
import { createTarWriter } from "./tar-writer.ts";
import type { TarWriter } from "./tar-writer.ts";

export interface Saving {
  sql: Sql;
  cluster: Cluster;
  dataDir: string;
  /** Where the backup goes; nothing may be there yet. */
  file: string;
}

export interface Saved {
  bytes: number;
  at: Date;
}

/**
 * Saves the database and the secrets of a data folder into one file, by PostgreSQL's low-level backup:
 * also while the server runs and is written to. The file appears complete and on disk, or not at all.
 */
export async function saveBackup(saving: Saving): Promise<Saved> {
  const { file } = saving;
  const partial = join(dirname(file), `.${basename(file)}.${process.pid}.partial`);
  const target = await openNew(partial, file);
  try {
    const at = await writeAll(saving, target);
    await target.sync();
    const { size } = await target.stat();
    // Linking never replaces what somebody else put there meanwhile.
    await link(partial, file);
    await syncFolder(dirname(file));
    return { bytes: size, at };
  } catch (error) {
    if (error instanceof StartFault) throw error;
    throw errorCode(error) === "EEXIST"
      ? alreadyThere(file)
      : new StartFault(`The backup could not be made: ${describeError(error)}.`, { cause: error });
  } finally {
    await target.close();
    await rm(partial, { force: true });
  }
}

async function openNew(partial: string, file: string): Promise<FileHandle> {
  const isThere = await open(file).then(
    (handle) => handle.close().then(() => true),
    (error: unknown) => errorCode(error) !== "ENOENT",
  );
  if (isThere) throw alreadyThere(file);
  return open(partial, "wx", 0o600).catch((error: unknown) => {
    throw new StartFault(`${file} cannot be written (${errorCode(error)}).`, { cause: error });
  });
}

function alreadyThere(file: string): StartFault {
  return new StartFault(`${file} exists already: name another file, or delete that one.`);
}

async function writeAll(saving: Saving, target: FileHandle): Promise<Date> {
  const { cluster, dataDir, sql } = saving;
  const tar = createTarWriter(target);
  const files: Manifest["files"] = [];
  await tar.addText(MARKER.path, MARKER.text);
  // The WAL that is written meanwhile is kept for us, and no longer than this connection.
  const slot = `parley_backup_${process.pid}`;
  await sql`SELECT pg_create_physical_replication_slot(${slot}, true, true)`;
  const [start] = await sql<{ lsn: string }[]>`
    SELECT pg_backup_start('parley', fast => true)::text AS lsn`;
  await copyCluster(cluster.files, tar, files);
  const at = new Date();
  const [stop] = await sql<{ label: string; map: string; from: string; to: string }[]>`
    SELECT labelfile AS label, spcmapfile AS map, pg_walfile_name(${start?.lsn ?? ""}::pg_lsn) AS from,
           pg_walfile_name(lsn) AS to
      FROM pg_backup_stop(wait_for_archive => false)`;
  if (!stop || stop.map.trim() !== "") {
    throw new Error("tablespaces outside of the data folder cannot be saved");
  }
  for (const path of await listWal(cluster.files, stop.from, stop.to)) {
    await copyFile({ tar, files }, join(cluster.files, path), inCluster(path));
  }
  await addText({ tar, files }, inCluster("backup_label"), stop.label);
  await copyFile({ tar, files }, cluster.passwordFile, "postgres/password");
  await copyFile({ tar, files }, join(dataDir, "session-secret"), "session-secret");
  const postgres = (await readFile(join(cluster.files, "PG_VERSION"), "utf8")).trim();
  const manifest: Manifest = { format: 1, at: at.toISOString(), postgres, files };
  await tar.addText(MANIFEST_PATH, JSON.stringify(manifest));
  await tar.finish();
  return at;
}

async function copyCluster(root: string, tar: TarWriter, files: Manifest["files"]): Promise<void> {
  const listed = await listClusterFiles(root);
  await tar.addFolder("postgres");
  await tar.addFolder("postgres/cluster");
  for (const path of listed.folders) await tar.addFolder(inCluster(path));
  for (const path of listed.files)
    await copyFile({ tar, files }, join(root, path), inCluster(path));
}

function inCluster(path: string): string {
  return `postgres/cluster/${path}`;
}

interface Output {
  tar: TarWriter;
  files: Manifest["files"];
}

/** A file that is gone by now was dropped: the WAL tells of it. */
async function copyFile({ tar, files }: Output, from: string, path: string): Promise<void> {
  const source = await open(from).catch((error: unknown) => {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  });
  if (!source) return;
  try {
    const { size } = await source.stat();
    files.push({ path, size, sha256: await tar.addFile(path, size, source) });
  } finally {
    await source.close();
  }
}

async function addText({ tar, files }: Output, path: string, text: string): Promise<void> {
  files.push({ path, size: Buffer.byteLength(text), sha256: await tar.addText(path, text) });
}
