import type { Config } from "./config.ts";
import { keepDatabase } from "./database-keeper.ts";
import { openDatabase, verifyDatabase } from "./database.ts";
import type { Database, DatabaseTarget, Sql } from "./database.ts";
import { createEpoch } from "./epoch.ts";
import type { Epoch } from "./epoch.ts";
import { createExternalHost } from "./external-host.ts";
import type { Log } from "./log.ts";
import { migrate } from "./migrate.ts";
import { createEmbeddedHost } from "./postgres/embedded-host.ts";
import type { StartFault } from "./start-fault.ts";

export interface RunningDatabase {
  db: Database;
  sql: Sql;
  /** Leads to the database itself, for connections of their own. */
  target: DatabaseTarget;
  epoch: Epoch;
  /** Closes the pools, then stops the embedded server; at most this many milliseconds. */
  stop(milliseconds: number): Promise<void>;
}

export interface StartDatabase {
  config: Config;
  log: Log;
  /** Writes one line for the operator. */
  tell: (line: string) => void;
  onAvailable: (isAvailable: boolean) => void;
  onFatal: (fault: StartFault) => void;
  signal: AbortSignal;
}

const EXTERNAL_PATIENCE_MS = 30_000;
/** Another process may be letting go of the folder, or what a killed server left may still end on a slow disk. */
const EMBEDDED_PATIENCE_MS = 30_000;
const LONGEST_STOP_MS = 10_000;
const LONGEST_CLOSE_MS = 2_000;

/** From nothing to a database of this version that stays up: started or reached, checked, migrated. */
export async function startDatabase(options: StartDatabase): Promise<RunningDatabase> {
  const { config, log, tell } = options;
  const host = config.databaseUrl
    ? createExternalHost(config.databaseUrl)
    : await createEmbeddedHost({ dataDir: config.dataDir, log });
  let epoch: Epoch | null = null;
  const keeper = await keepDatabase({
    host,
    log,
    patienceMs: config.databaseUrl ? EXTERNAL_PATIENCE_MS : EMBEDDED_PATIENCE_MS,
    onRetry: (reason, left) =>
      tell(
        `The database does not answer (${reason}), trying again for ${Math.ceil(left / 1000)} s.`,
      ),
    heartbeat: async (sql) => epoch?.refresh(sql),
    onDown: () => options.onAvailable(false),
    onUp: () => options.onAvailable(true),
    onFatal: options.onFatal,
    signal: options.signal,
  });
  if (config.databaseUrl) {
    log.info(
      "other nodes may share this database; live events, typing and presence stay on their own node",
    );
  }
  const pool = openDatabase(host.target);
  async function stop(milliseconds: number): Promise<void> {
    const before = performance.now();
    await pool.close(Math.min(LONGEST_CLOSE_MS, milliseconds / 2));
    await keeper.stop(milliseconds - (performance.now() - before));
  }

  try {
    await verifyDatabase(pool.sql);
    await migrate(host.target, { log });
    epoch = await createEpoch(pool.sql);
  } catch (error) {
    await stop(LONGEST_STOP_MS);
    throw error;
  }
  return { db: pool.db, sql: pool.sql, target: host.target, epoch, stop };
}
