import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { compressFile } from "./precompress.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parley-build-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("what is compressed is what the plain file says, and smaller", async () => {
  const script = Buffer.from("export const greeting = 'Grüße';\n".repeat(100));
  const file = join(folder, "app.js");
  writeFileSync(file, script);
  await compressFile(file);
  const [brotli, gzipped] = [readFileSync(`${file}.br`), readFileSync(`${file}.gz`)];
  expect(brotliDecompressSync(brotli)).toEqual(script);
  expect(gunzipSync(gzipped)).toEqual(script);
  expect(Math.max(brotli.length, gzipped.length)).toBeLessThan(script.length / 5);
});
