import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";

const BLOCK = 512;
const PIECE = 256 * 1024;
const LONGEST_PATH = 100;

export type EntryKind = "file" | "folder";

export interface TarWriter {
  /** Exactly `size` bytes: what has shrunk meanwhile is filled with zeros. Answers with their SHA-256. */
  addFile(path: string, size: number, source: FileHandle): Promise<string>;
  addText(path: string, text: string): Promise<string>;
  addFolder(path: string): Promise<void>;
  /** The two empty blocks that end an archive. */
  finish(): Promise<void>;
}

/** Writes a plain ustar archive, which every tar can read. */
export function createTarWriter(target: FileHandle): TarWriter {
  async function write(content: Buffer): Promise<void> {
    let done = 0;
    while (done < content.length) done += (await target.write(content, done)).bytesWritten;
  }

  async function addPieces(
    path: string,
    size: number,
    pieces: AsyncIterable<Buffer>,
  ): Promise<string> {
    const hash = createHash("sha256");
    await write(makeHeader(path, size, "file"));
    for await (const piece of pieces) {
      hash.update(piece);
      await write(piece);
    }
    await write(Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK));
    return hash.digest("hex");
  }

  return {
    addFile: (path, size, source) => addPieces(path, size, readExactly(source, size)),
    async addText(path, text) {
      const content = Buffer.from(text);
      return addPieces(
        path,
        content.length,
        (async function* once() {
          yield content;
        })(),
      );
    },
    addFolder: (path) => write(makeHeader(path, 0, "folder")),
    finish: () => write(Buffer.alloc(2 * BLOCK)),
  };
}

async function* readExactly(source: FileHandle, size: number): AsyncGenerator<Buffer> {
  let left = size;
  while (left > 0) {
    const piece = Buffer.allocUnsafe(Math.min(PIECE, left));
    const { bytesRead } = await source.read(piece, 0, piece.length, size - left);
    if (bytesRead === 0) break;
    left -= bytesRead;
    yield piece.subarray(0, bytesRead);
  }
  for (; left > 0; left -= Math.min(PIECE, left)) yield Buffer.alloc(Math.min(PIECE, left));
}

function makeHeader(path: string, size: number, kind: EntryKind): Buffer {
  if (Buffer.byteLength(path) > LONGEST_PATH) throw new RangeError(`The path ${path} is too long.`);
  const header = Buffer.alloc(BLOCK);
  const put = (text: string, offset: number) => void header.write(text, offset, "utf8");
  const octal = (value: number, length: number) => value.toString(8).padStart(length, "0");
  put(path, 0);
  put(kind === "file" ? "0000600" : "0000700", 100);
  put(octal(0, 7), 108);
  put(octal(0, 7), 116);
  put(octal(size, 11), 124);
  put(octal(Math.floor(Date.now() / 1000), 11), 136);
  put(" ".repeat(8), 148);
  put(kind === "file" ? "0" : "5", 156);
  put("ustar\u000000", 257);
  put(`${octal(sumOf(header), 6)}\0 `, 148);
  return header;
}

function sumOf(header: Buffer): number {
  return header.reduce((sum, byte) => sum + byte, 0);
}
