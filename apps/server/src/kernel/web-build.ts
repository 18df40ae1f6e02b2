import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import {
  access,
  copyFile,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import type { Log } from "./log.ts";
import { describeError, StartFault } from "./start-fault.ts";

export interface WebBuild {
  /** The folder of the whole project. */
  root?: string;
  log: Log;
  signal: AbortSignal;
}

/** What is remembered of a build, beside the output and out of reach of the web. */
interface Record {
  /** Names of all sources, so that one taken away is noticed too. */
  sources: string;
  /** The chunks that this build itself made. */
  chunks: string[];
}

const PROJECT = fileURLToPath(new URL("../../../..", import.meta.url));
/** What a build writes beside the sources is none itself (the compiler of the messages rewrites its project), nor is anything hidden. */
const NO_SOURCES = new Set(["node_modules", "dist", "paraglide", "project.inlang"]);
const NO_SOURCE = /^\.|\.md$|\.test\.tsx?$/;

/**
 * The folder of the web app, built anew when a source is younger than the build. The chunks of the
 * build before stay, so that pages that are still open can load what they have not needed yet.
 */
export async function buildWeb({ root = PROJECT, log, signal }: WebBuild): Promise<string | null> {
  const app = join(root, "apps", "web");
  const output = join(app, "dist");
  const sources = await listSources(root);
  const built = await readTime(join(output, "index.html"));
  if (sources.names.length === 0) return built === null ? null : output;
  const record = await readRecord(app);
  const names = hash(sources.names);
  const isCurrent =
    built !== null && sources.newest <= built && (record === null || record.sources === names);
  if (isCurrent) return output;
  const before = performance.now();
  log.info("building the web app");
  const begun = new Date();
  const next = join(app, ".vite", `build-${process.pid}`);
  try {
    await bundle(app, next, signal);
    const chunks = await listFiles(join(next, "assets"));
    await keepOldChunks(output, next, record?.chunks ?? []);
    await replace(output, next);
    // A source that was edited during the build is younger than it.
    await utimes(join(output, "index.html"), begun, begun);
    await writeRecord(app, { sources: names, chunks });
  } catch (error) {
    await rm(next, { recursive: true, force: true });
    throw new StartFault(
      `The web app could not be built: ${describeError(error)} (npm run build --workspace apps/web shows everything).`,
      { cause: error },
    );
  }
  log.info({ ms: Math.round(performance.now() - before) }, "web app built");
  return output;
}

async function bundle(app: string, output: string, signal: AbortSignal): Promise<void> {
  const args = [join("build", "bundle.ts"), output];
  const child = spawn(process.execPath, args, {
    cwd: app,
    stdio: ["ignore", "pipe", "pipe"],
    signal,
  });
  let text = "";
  const note = (part: Buffer) => {
    text = `${text}${part.toString("utf8")}`.slice(-20_000);
  };
  child.stdout.on("data", note);
  child.stderr.on("data", note);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  if (code !== 0)
    throw new Error(firstError(text) || `the bundler ended with ${code ?? "a signal"}`);
}

function firstError(text: string): string {
  const lines = stripVTControlCharacters(text)
    .split("\n")
    .map((line) => line.trim());
  const said = lines.filter((line) => line !== "");
  return said.find((line) => /error/i.test(line) && !/^build failed/i.test(line)) ?? said[0] ?? "";
}

/** Copies what the build before had made itself, and not what it had kept in its turn. */
async function keepOldChunks(
  output: string,
  next: string,
  chunks: readonly string[],
): Promise<void> {
  for (const chunk of chunks) {
    const target = join(next, "assets", chunk);
    const isThere = await readTime(target);
    if (isThere !== null) continue;
    await mkdir(dirname(target), { recursive: true });
    await copyFile(join(output, "assets", chunk), target).catch(() => {});
  }
}

async function replace(output: string, next: string): Promise<void> {
  const before = `${next}-before`;
  await rename(output, before).catch(() => {});
  await rename(next, output);
  await rm(before, { recursive: true, force: true });
}

interface Sources {
  names: string[];
  /** Milliseconds; the time at which the youngest was changed. */
  newest: number;
}

async function listSources(root: string): Promise<Sources> {
  const packages = await readdir(join(root, "packages")).catch(() => []);
  const folders = [
    join(root, "apps", "web"),
    ...packages.map((name) => join(root, "packages", name)),
  ];
  const isPresent = await readTime(join(root, "apps", "web", "index.html"));
  if (isPresent === null) return { names: [], newest: 0 };
  const found = await Promise.all(folders.map(async (folder) => walk(folder)));
  const files = [...found.flat(), join(root, "package-lock.json")];
  const times = await Promise.all(files.map(async (file) => (await readTime(file)) ?? 0));
  return { names: files.map((file) => relative(root, file)).sort(), newest: Math.max(...times) };
}

async function walk(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      if (NO_SOURCES.has(entry.name) || NO_SOURCE.test(entry.name)) return [];
      return entry.isDirectory() ? walk(path) : entry.isFile() ? [path] : [];
    }),
  );
  return found.flat();
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

async function readTime(path: string): Promise<number | null> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  );
}

function hash(names: readonly string[]): string {
  return createHash("sha256").update(names.join("\n")).digest("hex");
}

function recordPath(app: string): string {
  return join(app, ".vite", "build.json");
}

async function readRecord(app: string): Promise<Record | null> {
  try {
    const record: unknown = JSON.parse(await readFile(recordPath(app), "utf8"));
    return isRecord(record) ? record : null;
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record {
  return (
    typeof value === "object" &&
    value !== null &&
    "sources" in value &&
    typeof value.sources === "string" &&
    "chunks" in value &&
    Array.isArray(value.chunks)
  );
}

async function writeRecord(app: string, record: Record): Promise<void> {
  await access(app);
  await mkdir(dirname(recordPath(app)), { recursive: true });
  await writeFile(recordPath(app), JSON.stringify(record));
}
