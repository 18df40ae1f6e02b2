import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from "node:zlib";
import Fastify from "fastify";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Http } from "../http.ts";
import { serveWebApp } from "./web-app.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "parley-web-"));
  writeFileSync(join(folder, "index.html"), "first");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a page that was built anew is served without a restart, and the last one while there is none", () => {
  const file = join(folder, "index.html");
  const webApp = serveWebApp(Fastify(), folder);
  expect(webApp?.page()).toBe("first");
  writeFileSync(file, "second");
  utimesSync(file, new Date(), new Date(Date.now() + 5_000));
  expect(webApp?.page()).toBe("second");
  rmSync(file);
  expect(webApp?.page()).toBe("second");
});

test("without a build there is no web app", () => {
  rmSync(join(folder, "index.html"));
  expect(serveWebApp(Fastify(), folder)).toBeNull();
});

test("a script is sent compressed as the browser accepts it, and is the same as the plain one", async () => {
  const script = "console.log('Grüße');\n".repeat(100);
  const file = join(folder, "assets", "app-1f2e.js");
  mkdirSync(join(folder, "assets"));
  writeFileSync(file, script);
  writeFileSync(`${file}.br`, brotliCompressSync(script));
  writeFileSync(`${file}.gz`, gzipSync(script));
  const http: Http = Fastify();
  serveWebApp(http, folder);
  const open = { br: brotliDecompressSync, gzip: gunzipSync, identity: (body: Buffer) => body };
  for (const [encoding, unpack] of Object.entries(open)) {
    const headers = { "accept-encoding": encoding };
    const answer = await http.inject({ url: "/assets/app-1f2e.js", headers });
    expect([answer.statusCode, unpack(answer.rawPayload).toString()]).toEqual([200, script]);
    expect(answer.headers["content-encoding"] ?? "identity").toBe(encoding);
    expect(answer.headers).toMatchObject({
      "content-type": "application/javascript; charset=utf-8",
      "cache-control": "public, max-age=31536000, immutable",
      vary: "accept-encoding",
    });
  }
});

test("what has no compressed copy is sent as it is", async () => {
  writeFileSync(join(folder, "theme.js"), "plain");
  const http: Http = Fastify();
  serveWebApp(http, folder);
  const answer = await http.inject({ url: "/theme.js", headers: { "accept-encoding": "br" } });
  expect([answer.body, answer.headers["content-encoding"]]).toEqual(["plain", undefined]);
  expect(answer.headers["cache-control"]).toBe("no-cache");
});
