import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { describeError, StartFault } from "../start-fault.ts";
import type { Binaries } from "./binaries.ts";
import { runToEnd } from "./launcher.ts";
import type { Prefix } from "./launcher.ts";

export const SUPERUSER = "parley";
export const PORT = 5432;
export const MAJOR_VERSION = "18";
/** `sun_path` holds 108 bytes with its final NUL on Linux and 104 on macOS. */
const LONGEST_SOCKET_PATH = process.platform === "darwin" ? 103 : 106;

/** Where everything of the embedded database lies. */
export interface Cluster {
  /** `data/postgres`, which appears complete or not at all. */
  root: string;
  /** PostgreSQL's own data folder. */
  files: string;
  passwordFile: string;
  logFile: string;
  /** The folder of the unix socket; null where its path would be too long, so that TCP is used. */
  socketFolder: string | null;
}

export function describeCluster(dataDir: string, transport: "auto" | "tcp" = "auto"): Cluster {
  const root = join(dataDir, "postgres");
  const socket = join(root, `.s.PGSQL.${PORT}`);
  return {
    root,
    files: join(root, "cluster"),
    passwordFile: join(root, "password"),
    logFile: join(root, "server.log"),
    socketFolder:
      transport === "auto" && Buffer.byteLength(socket) <= LONGEST_SOCKET_PATH ? root : null,
  };
}

/** Makes the database cluster if there is none yet, and refuses one of another version. */
export async function ensureCluster(
  cluster: Cluster,
  binaries: Binaries,
  prefix: Prefix,
): Promise<void> {
  const version = await readVersion(cluster);
  if (version === null) await createCluster(cluster, binaries, prefix);
  else if (version !== MAJOR_VERSION) {
    throw new StartFault(
      `${cluster.files} holds a database of PostgreSQL ${version}, but this Parley brings PostgreSQL ${MAJOR_VERSION}: start it with the Parley that made it, or set DATA_DIR to another folder.`,
    );
  }
}

export async function readPassword(cluster: Cluster): Promise<string> {
  return (await readFile(cluster.passwordFile, "utf8")).trim();
}

/** Removes what a first start left behind that was killed half-way; call it as the owner of the folder. */
export async function removeLeftovers(cluster: Cluster): Promise<void> {
  const folder = dirname(cluster.root);
  const prefix = `${basename(cluster.root)}.new-`;
  const names = await readdir(folder);
  await Promise.all(
    names
      .filter((name) => name.startsWith(prefix))
      .map((name) => rm(join(folder, name), { recursive: true, force: true })),
  );
}

async function readVersion(cluster: Cluster): Promise<string | null> {
  try {
    return (await readFile(join(cluster.files, "PG_VERSION"), "utf8")).trim();
  } catch {
    return null;
  }
}

/** Built beside its place and moved there in one step: a start killed meanwhile leaves no half cluster. */
async function createCluster(cluster: Cluster, binaries: Binaries, prefix: Prefix): Promise<void> {
  const building = `${cluster.root}.new-${process.pid}-${randomBytes(4).toString("hex")}`;
  const passwordFile = join(building, basename(cluster.passwordFile));
  try {
    await mkdir(building, { mode: 0o700 });
    await writeFile(passwordFile, `${randomBytes(24).toString("base64url")}\n`, { mode: 0o600 });
    await runToEnd(prefix, binaries.initdb, [
      `--pgdata=${join(building, basename(cluster.files))}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--no-instructions",
    ]);
    await rename(building, cluster.root);
  } catch (error) {
    await rm(building, { recursive: true, force: true });
    // Somebody else's first start may have been quicker; then theirs is the cluster.
    if ((await readVersion(cluster)) !== null) return;
    throw new StartFault(
      `The database could not be made in ${cluster.root}: ${describeError(error)}.`,
      { cause: error },
    );
  }
}
