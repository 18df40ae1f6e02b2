import { describeFaults, readConfig } from "./config.ts";
import type { Config } from "./config.ts";
import { prepareDataFolder } from "./data-folder.ts";
import { createLog } from "./log.ts";
import { explain, tell } from "./operator.ts";
import { startDatabase } from "./start-database.ts";
import type { RunningDatabase } from "./start-database.ts";

const STOP_MS = 9_000;

/** One piece of work on a database; answers with a sentence for the operator. */
export type DatabaseWork = (database: RunningDatabase) => Promise<string>;

/** Runs one command of the operator, prints the sentence that it answers with, and ends the process. */
export async function runCommand(
  env: Record<string, string | undefined>,
  work: (config: Config) => Promise<string>,
): Promise<never> {
  const result = readConfig(env);
  if (!result.ok) {
    tell(describeFaults(result.faults));
    process.exit(1);
  }
  try {
    process.stdout.write(`${await work(result.config)}\n`);
  } catch (error) {
    tell(explain(error));
    process.exit(1);
  }
  process.exit(0);
}

/** Brings up the database of a server that is stopped. */
export async function startForCommand(config: Config): Promise<RunningDatabase> {
  const dataDir = await prepareDataFolder(config.dataDir);
  return startDatabase({
    config: { ...config, dataDir },
    log: createLog("warn"),
    tell,
    onAvailable: () => {},
    onFatal: (fault) => tell(fault.message),
    signal: new AbortController().signal,
  });
}

/**
 * Runs one piece of work on the database of a server that is stopped. `prepare` looks at the
 * configuration before anything is started and may refuse with a `StartFault`.
 */
export function runOnDatabase(
  env: Record<string, string | undefined>,
  prepare: (config: Config) => DatabaseWork,
): Promise<never> {
  return runCommand(env, async (config) => {
    const work = prepare(config);
    const database = await startForCommand(config);
    return work(database).finally(() => database.stop(STOP_MS));
  });
}
