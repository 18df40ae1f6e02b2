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

/**
 * Runs one piece of work on the database of a server that is stopped, prints its sentence, and ends
 * the process. `prepare` looks at the configuration before anything is started and may refuse with
 * a `StartFault`.
 */
export async function runOnDatabase(
  env: Record<string, string | undefined>,
  prepare: (config: Config) => DatabaseWork,
): Promise<never> {
  const result = readConfig(env);
  if (!result.ok) {
    tell(describeFaults(result.faults));
    process.exit(1);
  }
  const { config } = result;
  let database: RunningDatabase | null = null;
  let exitCode = 0;
  try {
    const work = prepare(config);
    const dataDir = await prepareDataFolder(config.dataDir);
    database = await startDatabase({
      config: { ...config, dataDir },
      log: createLog("warn"),
      tell,
      onAvailable: () => {},
      onFatal: (fault) => tell(fault.message),
      signal: new AbortController().signal,
    });
    process.stdout.write(`${await work(database)}\n`);
  } catch (error) {
    tell(explain(error));
    exitCode = 1;
  }
  await database?.stop(STOP_MS);
  process.exit(exitCode);
}
