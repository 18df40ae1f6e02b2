import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLog } from "#kernel/log";
import { poll } from "#kernel/pause";
import { createEmbeddedHost } from "#kernel/postgres/embedded-host";
import { findPostmaster } from "#kernel/postgres/postmaster";

export interface TestServer {
  /** An address of the server without a database, for a superuser. */
  url: string;
  stop(): Promise<void>;
}

const PREFIX = "parley-test-";

/** An embedded server without durability and with room for many connections, or the given one as it is. */
export async function startTestServer(given?: string): Promise<TestServer> {
  if (given) return { url: new URL("/", given).href, async stop() {} };
  await removeAbandoned();
  const folder = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const host = await createEmbeddedHost({
    dataDir: folder,
    log: createLog("warn"),
    transport: "tcp",
    settings: [
      "fsync=off",
      "synchronous_commit=off",
      "full_page_writes=off",
      "max_connections=300",
    ],
  });
  const hold = await host.acquire(() => {});
  const { user, password, port } = host.target;
  return {
    url: `postgres://${user}:${password}@127.0.0.1:${port}/`,
    async stop() {
      await hold.close();
      await host.stop(5_000);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Ends the servers of test runs that were killed. */
async function removeAbandoned(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (!pid || isAlive(Number(pid))) continue;
    const folder = join(tmpdir(), name);
    const files = join(folder, "postgres", "cluster");
    const server = await findPostmaster(files);
    if (server) process.kill(server.pid, "SIGQUIT");
    await poll(5_000, async () => (await findPostmaster(files)) === null);
    await rm(folder, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
