import type { FileHandle } from "node:fs/promises";
import type { EntryKind } from "./tar-writer.ts";

const BLOCK = 512;
const PIECE = 256 * 1024;

export interface TarEntry {
  path: string;
  kind: EntryKind;
  size: number;
  /** To be read before the next entry is asked for. */
  pieces(): AsyncGenerator<Buffer>;
}

/** The archive ends in the middle, or this is none. */
export class DamagedError extends Error {}

/** The entries of a ustar archive, in their order; throws `DamagedError`. */
export async function* readTar(source: FileHandle): AsyncGenerator<TarEntry> {
  let offset = 0;
  for (;;) {
    const header = await readAt(source, offset, BLOCK);
    if (header.every((byte) => byte === 0)) return;
    const entry = parseHeader(header);
    const start = offset + BLOCK;
    yield { ...entry, pieces: () => readPieces(source, start, entry.size) };
    offset = start + Math.ceil(entry.size / BLOCK) * BLOCK;
  }
}

async function* readPieces(
  source: FileHandle,
  start: number,
  size: number,
): AsyncGenerator<Buffer> {
  for (let done = 0; done < size; done += PIECE) {
    yield await readAt(source, start + done, Math.min(PIECE, size - done));
  }
}

async function readAt(source: FileHandle, offset: number, length: number): Promise<Buffer> {
  const piece = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await source.read(piece, done, length - done, offset + done);
    if (bytesRead === 0) throw new DamagedError("The archive ends too early.");
    done += bytesRead;
  }
  return piece;
}

function parseHeader(header: Buffer): Omit<TarEntry, "pieces"> {
  const text = (from: number, to: number) =>
    (header.toString("utf8", from, to).split("\0")[0] ?? "").trim();
  const sum = header.reduce(
    (total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte),
    0,
  );
  const size = Number.parseInt(text(124, 136), 8);
  const type = text(156, 157);
  const isKnown = text(257, 262) === "ustar" && (type === "0" || type === "5");
  if (!isKnown || Number.parseInt(text(148, 156), 8) !== sum || !Number.isSafeInteger(size)) {
    throw new DamagedError("This is no archive that Parley wrote.");
  }
  return { path: text(0, 100), kind: type === "0" ? "file" : "folder", size };
}
