import { createHash } from "node:crypto";
import { mkdir, open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { errorCode, StartFault } from "../start-fault.ts";
import { MANIFEST_PATH, MARKER, parseManifest } from "./manifest.ts";
import type { Manifest } from "./manifest.ts";
import { DamagedError, readTar } from "./tar-reader.ts";
import type { TarEntry } from "./tar-reader.ts";

const OURS = /^(?:postgres|postgres\/[\w.\-/]+|session-secret)$/;
const CLUSTER = join("postgres", "cluster");
const LARGEST_TEXT = 256 * 1024 * 1024;

/**
 * Unpacks a backup into an empty folder and compares every byte with its manifest. A file that is
 * foreign, damaged or was never finished is a `StartFault`.
 */
export async function unpackBackup(file: string, folder: string): Promise<Manifest> {
  const source = await open(file).catch((error: unknown) => {
    throw new StartFault(`${file} is not readable (${errorCode(error)}).`, { cause: error });
  });
  try {
    return await unpack(source, { file, folder });
  } catch (error) {
    if (!(error instanceof DamagedError)) throw error;
    throw new StartFault(`${file} is damaged: ${error.message}`, { cause: error });
  } finally {
    await source.close();
  }
}

async function unpack(
  source: FileHandle,
  { file, folder }: { file: string; folder: string },
): Promise<Manifest> {
  const sums = new Map<string, string>();
  let manifest: Manifest | null = null;
  let isOurs = false;
  for await (const entry of readEntries(source, file)) {
    if (!isOurs) {
      isOurs = entry.path === MARKER.path && (await readText(entry)) === MARKER.text;
      if (!isOurs) throw new StartFault(`${file} is no backup that Parley made.`);
    } else if (entry.path === MANIFEST_PATH) {
      manifest = parseManifest(await readText(entry));
    } else if (!OURS.test(entry.path) || entry.path.split("/").includes("..")) {
      throw new DamagedError(`It holds ${entry.path}, which is not Parley's.`);
    } else if (entry.kind === "folder") {
      await mkdir(join(folder, entry.path), { mode: 0o700 });
    } else {
      sums.set(entry.path, await writeFile(entry, join(folder, entry.path)));
    }
  }
  if (!manifest) throw new DamagedError("It was never finished.");
  const isSame =
    manifest.files.length === sums.size &&
    manifest.files.every(({ path, sha256 }) => sums.get(path) === sha256);
  if (!isSame) throw new DamagedError("Its contents are not what its manifest says.");
  return manifest;
}

/** Before the marker was seen, whatever is wrong means that this is something else. */
async function* readEntries(source: FileHandle, file: string): AsyncGenerator<TarEntry> {
  let count = 0;
  try {
    for await (const entry of readTar(source)) {
      count += 1;
      yield entry;
    }
  } catch (error) {
    if (count > 0 || !(error instanceof DamagedError)) throw error;
    throw new StartFault(`${file} is no backup that Parley made.`, { cause: error });
  }
}

async function readText(entry: TarEntry): Promise<string> {
  if (entry.size > LARGEST_TEXT) throw new DamagedError(`${entry.path} is too large.`);
  const pieces: Buffer[] = [];
  for await (const piece of entry.pieces()) pieces.push(piece);
  return Buffer.concat(pieces).toString("utf8");
}

async function writeFile(entry: TarEntry, path: string): Promise<string> {
  const hash = createHash("sha256");
  const target = await open(path, "wx", 0o600);
  try {
    for await (const piece of entry.pieces()) {
      hash.update(piece);
      await target.writeFile(piece);
    }
    // PostgreSQL puts its own folder on disk before it recovers.
    if (!path.includes(CLUSTER)) await target.sync();
  } finally {
    await target.close();
  }
  return hash.digest("hex");
}
