import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Fastify from "fastify";
import { afterEach, beforeEach, expect, test } from "vitest";
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
