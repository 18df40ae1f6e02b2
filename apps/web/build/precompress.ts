import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Plugin } from "vite";

const COMPRESSED = /\.(?:css|js|svg|webmanifest)$/;
const level = constants.Z_BEST_COMPRESSION;
const toGzip = promisify(gzip);
const toBrotli = promisify(brotliCompress);

/** Writes scripts, styles and icons once more as brotli and gzip, beside themselves, for the server to send. */
export function precompress(): Plugin {
  return {
    name: "parley:precompress",
    apply: "build",
    async writeBundle({ dir = "" }) {
      const files = await readdir(dir, { recursive: true });
      const texts = files.filter((file) => COMPRESSED.test(file));
      await Promise.all(texts.map((file) => compressFile(join(dir, file))));
    },
  };
}

/** Makes `file.br` and `file.gz` of `file`. */
export async function compressFile(file: string): Promise<void> {
  const text = await readFile(file);
  const [brotli, gzipped] = await Promise.all([toBrotli(text), toGzip(text, { level })]);
  await Promise.all([writeFile(`${file}.br`, brotli), writeFile(`${file}.gz`, gzipped)]);
}
