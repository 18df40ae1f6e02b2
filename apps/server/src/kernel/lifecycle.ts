import { join } from "node:path";
import type { Availability } from "./availability.ts";
import { createAvailability } from "./availability.ts";
import { describeFaults, readConfig } from "./config.ts";
import type { Config } from "./config.ts";
import { prepareDataFolder } from "./data-folder.ts";
import type { Database, DatabaseTarget, Sql } from "./database.ts";
import { createLog } from "./log.ts";
import type { Log } from "./log.ts";
import { explain, explainListening, tell } from "./operator.ts";
import { pause } from "./pause.ts";
import { keepSecret } from "./secrets.ts";
import { createShutdown } from "./shutdown.ts";
import type { Shutdown } from "./shutdown.ts";
import { startDatabase } from "./start-database.ts";
import type { RunningDatabase } from "./start-database.ts";

/** What the composition root gets to build the server from. */
export interface AppParts {
  config: Config;
  log: Log;
  database: { db: Database; sql: Sql; target: DatabaseTarget };
  /** Pepper and keys are derived from it. */
  secret: string;
  /** The folder of the built web app; null serves the API alone. */
  webDist: string | null;
  epoch: () => string;
  availability: Availability;
}

export interface App {
  /** Resolves once every address accepts connections. */
  listen(): Promise<void>;
  /** Stops accepting, tells the clients, and waits for what is under way. */
  close(): Promise<void>;
}

export interface RunOptions {
  env: Record<string, string | undefined>;
  createApp: (parts: AppParts) => Promise<App>;
  /** Brings the web app up to date and answers with its folder; null where it is served elsewhere. */
  buildWeb: (options: { log: Log; signal: AbortSignal }) => Promise<string | null>;
  /** Runs on the migrated database before anybody is served. */
  prepare?: (parts: AppParts) => Promise<void>;
  /** What is printed once people may come; without it the address. */
  welcome?: (parts: AppParts) => string;
}

const STOP_MS = 9_000;
const DRAIN_MS = 5_000;

/** Runs the server from the reading of its configuration to a clean stop, and ends the process. */
export async function run(options: RunOptions): Promise<void> {
  const result = readConfig(options.env);
  if (!result.ok) {
    tell(describeFaults(result.faults));
    process.exit(1);
  }
  const { config } = result;
  const log = createLog(config.logLevel);
  const shutdown = createShutdown(log);
  const running: Running = { database: null, app: null };
  try {
    const starting = start({ ...options, config, log, shutdown, running });
    starting.catch(() => {}); // told by the race, unless a stop came first
    await Promise.race([starting, patience(shutdown)]);
    await shutdown.requested;
  } catch (error) {
    // Whatever is cut off by a stop that was asked for is no fault.
    if (!shutdown.signal.aborted) shutdown.fail(error, explain(error));
  }
  await stop(running, log, shutdown);
  process.exit(shutdown.exitCode());
}

/** Whoever asks for a stop while it starts waits for that no longer than for a drain. */
async function patience(shutdown: Shutdown): Promise<void> {
  await shutdown.requested;
  await Promise.race([pause(DRAIN_MS), shutdown.urgent]);
}

interface Running {
  database: RunningDatabase | null;
  app: App | null;
}

interface Starting extends RunOptions {
  config: Config;
  log: Log;
  shutdown: Shutdown;
  running: Running;
}

async function start(starting: Starting): Promise<void> {
  const { log, shutdown, running } = starting;
  const before = performance.now();
  const dataDir = await prepareDataFolder(starting.config.dataDir);
  const config = { ...starting.config, dataDir };
  const availability = createAvailability();
  let isServing = false;
  let isDatabaseUp = true;
  const update = () => availability.set(isServing && isDatabaseUp && !shutdown.signal.aborted);
  shutdown.signal.addEventListener("abort", update);
  const building = starting.buildWeb({ log, signal: shutdown.signal });
  building.catch(() => {}); // reported where it is awaited, unless the database fails first
  const database = await startDatabase({
    config,
    log,
    tell,
    signal: shutdown.signal,
    onFatal: (fault) => shutdown.fail(fault, fault.message),
    onAvailable(isAvailable) {
      isDatabaseUp = isAvailable;
      update();
    },
  });
  running.database = database;
  const parts: AppParts = {
    config,
    log,
    database,
    secret: config.sessionSecret ?? (await keepSecret(dataDir)),
    webDist: await building,
    epoch: database.epoch.current,
    availability,
  };
  await starting.prepare?.(parts);
  running.app = await starting.createApp(parts);
  await running.app.listen().catch((error: unknown) => {
    throw explainListening(error, config);
  });
  isServing = true;
  update();
  log.info({ ms: Math.round(performance.now() - before), pid: process.pid }, "server ready");
  process.stdout.write(`${starting.welcome?.(parts) ?? welcome(config)}\n`);
}

function welcome({ publicUrl, port, smtpUrl, dataDir }: Config): string {
  const address = publicUrl?.origin ?? `http://localhost:${port}`;
  const mail = smtpUrl ? "" : ` Mail is written to ${join(dataDir, "mail")}.`;
  return `Parley is ready: ${address}${mail}`;
}

/** Clients first, then the connections, then the database: each may finish what it is doing. */
async function stop(running: Running, log: Log, shutdown: Shutdown): Promise<void> {
  const end = performance.now() + STOP_MS;
  const left = () => (shutdown.isUrgent() ? 0 : Math.max(0, end - performance.now()));
  const alarm = setTimeout(() => {
    log.error("stopping took too long");
    process.exit(1);
  }, STOP_MS + 500);
  try {
    const drained = await Promise.race([
      running.app?.close().then(() => true) ?? true,
      pause(DRAIN_MS).then(() => false),
      shutdown.urgent.then(() => false),
    ]);
    if (!drained) log.warn("stopping before every request was answered");
    if (!running.database) return;
    await running.database.stop(left());
    log.info("server stopped");
  } catch (error) {
    log.error({ err: error }, "the server did not stop cleanly");
  } finally {
    clearTimeout(alarm);
  }
}
