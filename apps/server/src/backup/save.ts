import { access } from "node:fs/promises";
import { resolve } from "node:path";
import { saveBackup } from "#kernel/backup/save-backup";
import type { Config } from "#kernel/config";
import { connect } from "#kernel/database";
import { runCommand, startForCommand } from "#kernel/database-command";
import { createLog } from "#kernel/log";
import { describeCluster } from "#kernel/postgres/cluster";
import { createEmbeddedHost } from "#kernel/postgres/embedded-host";
import { findPostmaster } from "#kernel/postgres/postmaster";
import { StartFault } from "#kernel/start-fault";
import { readFile } from "./options.ts";

const STOP_MS = 60_000;

/** `npm run backup -- FILE`: everything that a server needs to go on elsewhere, in one file. */
export async function main(env: NodeJS.ProcessEnv, args: readonly string[]): Promise<void> {
  await runCommand(env, async (config) => {
    if (config.databaseUrl) {
      throw new StartFault(
        "DATABASE_URL is set, so the database is yours: save it with pg_dump, and SESSION_SECRET beside it.",
      );
    }
    const file = resolve(readFile("backup", args));
    const dataDir = resolve(config.dataDir);
    const { files } = describeCluster(dataDir);
    await access(files).catch(() => {
      throw new StartFault(`There is no database in ${dataDir} yet.`);
    });
    const isRunning = (await findPostmaster(files)) !== null;
    const { bytes, at } = await (isRunning ? saveRunning : saveStopped)(
      { ...config, dataDir },
      file,
    );
    const own = config.sessionSecret ? " Keep SESSION_SECRET beside it." : "";
    const size = (bytes / 1_000_000).toFixed(1);
    return `Saved what stood in ${dataDir} at ${at.toISOString()} to ${file} (${size} MB).${own}`;
  });
}

/** Beside the server, on a connection of our own. */
async function saveRunning({ dataDir }: Config, file: string) {
  const { target } = await createEmbeddedHost({ dataDir, log: createLog("warn") });
  const sql = connect(target, { name: "parley backup", timeouts: "none", isLasting: true });
  const saving = saveBackup({ sql, cluster: describeCluster(dataDir), dataDir, file });
  return saving.finally(() => sql.end({ timeout: 1 }));
}

async function saveStopped(config: Config, file: string) {
  const database = await startForCommand(config);
  return saveRunning(config, file).finally(() => database.stop(STOP_MS));
}
