import { execFile } from "node:child_process";
import { mkdir, open, readdir, readFile, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { findFreePort, makeScratchFolder, spawnServer, START } from "#testing/server-process";
import type { ScratchFolder, ServerProcess } from "#testing/server-process";

const run = promisify(execFile);

/** Each test makes databases and brings them up again, several times over. */
vi.setConfig({ testTimeout: 300_000 });

let port: number;
let folder: ScratchFolder;
let file: string;
let servers: ServerProcess[];
let folders: ScratchFolder[];

beforeEach(async () => {
  port = await findFreePort();
  folder = await makeScratchFolder();
  file = join(folder.path, "..", "parley.backup");
  servers = [];
  folders = [folder];
});

afterEach(async () => {
  for (const server of servers) {
    try {
      server.signal("SIGKILL");
    } catch {
      // It has ended, as most tests want it to.
    }
  }
  for (const one of folders) await one.remove();
});

async function start(where = folder): Promise<ServerProcess> {
  const server = spawnServer({ env: { DATA_DIR: where.path, PORT: String(port) } });
  servers.push(server);
  await server.ready();
  return server;
}

async function stop(server: ServerProcess): Promise<void> {
  server.signal("SIGTERM");
  expect(await server.exited).toBe(0);
}

/** What the command says, and how it ended. */
async function command(args: string[], env: Record<string, string> = {}) {
  const running = spawnServer({ env: { DATA_DIR: folder.path, ...env }, entry: START, args });
  return { code: await running.exited, text: running.text().trim() };
}

async function ask(path: string): Promise<unknown> {
  return (await fetch(`http://127.0.0.1:${port}${path}`)).json();
}

test("saves a running server into one file for its owner alone, and brings it up on a fresh machine", async () => {
  const server = await start();
  await ask("/word");
  const before = (await ask("/api/ready")) as { epoch: string };
  const saved = await command(["backup", file]);
  expect(saved).toMatchObject({ code: 0, text: expect.stringContaining(`to ${file}`) });
  await ask("/word");
  await stop(server);
  expect(((await stat(file)).mode & 0o777).toString(8)).toBe("600");
  expect(await readdir(join(folder.path, ".."))).toEqual(["data", "parley.backup"]);
  const { stdout } = await run("tar", ["-tf", file], { maxBuffer: 10_000_000 });
  expect(stdout.split("\n")).toEqual(
    expect.arrayContaining([
      "parley-backup",
      "session-secret",
      "postgres/password",
      "manifest.json",
    ]),
  );

  const fresh = await makeScratchFolder();
  folders.push(fresh);
  const restored = await command(["restore", file], { DATA_DIR: fresh.path });
  expect(restored).toMatchObject({ code: 0, text: expect.stringContaining(`into ${fresh.path}`) });
  expect(restored.text).not.toContain("What was there before");
  expect(await readdir(fresh.path)).toEqual(["postgres", "session-secret"]);
  const secrets = [folder, fresh].map(({ path }) => readFile(join(path, "session-secret"), "utf8"));
  const [old, copy] = await Promise.all(secrets);
  expect(copy).toBe(old);
  const second = await start(fresh);
  expect(await ask("/count")).toEqual([{ n: 1 }]);
  expect(await ask("/api/ready")).not.toMatchObject({ epoch: before.epoch });
  await stop(second);
});

test("saves a stopped server, and keeps what a restore displaces", async () => {
  await stop(await start());
  expect(await command(["backup", file])).toMatchObject({ code: 0 });
  expect(await folder.isDatabaseGone()).toBe(true);
  const changed = await start();
  await ask("/word");
  await stop(changed);
  // As a restore leaves it that was killed.
  await mkdir(join(folder.path, "restoring-before", "postgres"), { recursive: true });
  const { code, text } = await command(["restore", file]);
  expect(code).toBe(0);
  const aside = /What was there before is in (?<path>\S+)\.$/.exec(text)?.groups?.["path"] ?? "";
  expect(await readdir(aside)).toEqual(["postgres", "session-secret"]);
  const left = (await readdir(folder.path)).filter((name) => !name.startsWith("before-restore-"));
  expect(left).toEqual(["postgres", "session-secret"]);
  const restored = await start();
  expect(await ask("/count")).toEqual([{ n: 0 }]);
  await stop(restored);
});

test("refuses what would go wrong, in one sentence, and changes nothing", async () => {
  const empty = await command(["backup", file]);
  expect(empty).toEqual({ code: 1, text: `There is no database in ${folder.path} yet.` });
  expect(await command(["backup"])).toEqual({
    code: 1,
    text: "Name one file: npm run backup -- parley.backup",
  });
  const server = await start();
  await command(["backup", file]);
  const { mtimeMs, size } = await stat(file);
  expect(await command(["backup", file])).toEqual({
    code: 1,
    text: `${file} exists already: name another file, or delete that one.`,
  });
  expect(await stat(file)).toMatchObject({ mtimeMs, size });
  const running = await command(["restore", file]);
  expect(running).toMatchObject({
    code: 1,
    text: expect.stringMatching(/is in use .*: stop Parley first\.$/),
  });
  const external = { DATABASE_URL: "postgres://a@127.0.0.1:1/b", SESSION_SECRET: "x".repeat(32) };
  expect((await command(["backup", `${file}2`], external)).text).toMatch(
    /^DATABASE_URL is set.*pg_dump/,
  );
  expect((await command(["restore", file], external)).text).toMatch(
    /^DATABASE_URL is set.*npm run epoch/,
  );
  await stop(server);
});

test("refuses a file that is foreign, cut off or changed, and leaves the data folder as it was", async () => {
  await stop(await start());
  await command(["backup", file]);
  const held = await readdir(folder.path);
  const foreign = `${file}.foreign`;
  await writeFile(foreign, "x".repeat(5_000));
  expect(await command(["restore", foreign])).toEqual({
    code: 1,
    text: `${foreign} is no backup that Parley made.`,
  });
  const handle = await open(file, "r+");
  const { size } = await handle.stat();
  await handle.write("?", Math.floor(size / 2));
  await handle.close();
  expect(await command(["restore", file])).toMatchObject({
    code: 1,
    text: expect.stringContaining(`${file} is damaged: `),
  });
  await truncate(file, size - 4_096);
  expect((await command(["restore", file])).text).toContain(`${file} is damaged: `);
  expect(await readdir(folder.path)).toEqual(held);
  await stop(await start());
});
