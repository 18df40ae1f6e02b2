import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createLog } from "./log.ts";
import { buildWeb } from "./web-build.ts";

/** Stands in for the bundler: writes the page and one chunk named after the source. */
const BUNDLER = `
  import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
  const output = process.argv[2];
  const source = readFileSync("src/main.tsx", "utf8");
  if (source.startsWith("broken")) {
    console.error("Build failed with 1 error:\\n[parse] Error: unexpected token in main.tsx");
    process.exit(1);
  }
  mkdirSync(output + "/assets", { recursive: true });
  writeFileSync(output + "/assets/chunk-" + source + ".js", source);
  writeFileSync(output + "/index.html", source);
  for (const folder of ["src/paraglide", "project.inlang"]) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(folder + "/made.js", "");
  }
  writeFileSync("src/.hidden", "");
`;

const HOUR = 3_600_000;
let root: string;
const log = createLog("silent");
const { signal } = new AbortController();

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "parley-web-"));
  await write("package-lock.json", "{}", 2);
  await write("apps/web/index.html", "<main>", 2);
  await write("apps/web/package.json", '{ "type": "module" }', 2);
  await write("packages/client/src/store.ts", "", 2);
  await write("apps/web/build/bundle.ts", BUNDLER, 2);
  await write("apps/web/src/main.tsx", "one", 2);
});

afterEach(async () => {
  await rm(root, { recursive: true });
});

async function write(path: string, text: string, hoursAgo = 0): Promise<void> {
  const file = join(root, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  const time = new Date(Date.now() - hoursAgo * HOUR);
  await utimes(file, time, time);
}

async function build(): Promise<{ page: string; chunks: string[] }> {
  const output = await buildWeb({ root, log, signal });
  if (output === null) throw new Error("nothing to serve");
  return {
    page: await readFile(join(output, "index.html"), "utf8"),
    chunks: (await readdir(join(output, "assets"))).sort(),
  };
}

/** Leaves a mark in the output that only a new build removes. */
async function mark(): Promise<() => Promise<boolean>> {
  const file = join(root, "apps/web/dist/mark");
  await writeFile(file, "");
  return async () =>
    readFile(file).then(
      () => false,
      () => true,
    );
}

test("builds when there is no build, and not again", async () => {
  expect(await build()).toEqual({ page: "one", chunks: ["chunk-one.js"] });
  const wasRebuilt = await mark();
  await build();
  expect(await wasRebuilt()).toBe(false);
});

test.each(["apps/web/src/other.css", "packages/client/src/store.ts", "package-lock.json"])(
  "builds again when %s is younger than the build",
  async (path) => {
    await build();
    const wasRebuilt = await mark();
    await write(path, "changed", -0.01);
    await build();
    expect(await wasRebuilt()).toBe(true);
  },
);

test("builds again when a source was taken away, and not for a test", async () => {
  await write("apps/web/src/gone.ts", "", 2);
  await build();
  const wasRebuilt = await mark();
  await write("apps/web/src/main.test.tsx", "", -0.01);
  await build();
  expect(await wasRebuilt()).toBe(false);
  await rm(join(root, "apps/web/src/gone.ts"));
  await build();
  expect(await wasRebuilt()).toBe(true);
});

test("keeps the chunks of the build before, and of no earlier one", async () => {
  await build();
  await write("apps/web/src/main.tsx", "two", -0.01);
  expect((await build()).chunks).toEqual(["chunk-one.js", "chunk-two.js"]);
  await write("apps/web/src/main.tsx", "three", -0.02);
  expect((await build()).chunks).toEqual(["chunk-three.js", "chunk-two.js"]);
});

test("a build that fails says why in one sentence and leaves the one before", async () => {
  await build();
  await write("apps/web/src/main.tsx", "broken", -0.01);
  await expect(build()).rejects.toThrow(
    /^The web app could not be built: \[parse\] Error: unexpected token in main\.tsx/,
  );
  expect(await readFile(join(root, "apps/web/dist/index.html"), "utf8")).toBe("one");
});
