import type { Sql } from "./database.ts";
import type { DatabaseHost, Hold } from "./database-host.ts";
import type { Log } from "./log.ts";
import { pause } from "./pause.ts";
import { describeError, FolderTakenFault, StartFault } from "./start-fault.ts";

export interface DatabaseKeeper {
  /** Lets go of the database and stops what the host started. */
  stop(milliseconds: number): Promise<void>;
}

export interface KeeperOptions {
  host: DatabaseHost;
  log: Log;
  /** How long the first attempts go on; each failure is told. */
  patienceMs: number;
  onRetry: (reason: string, millisecondsLeft: number) => void;
  /** Asked every 2 s on a connection of its own; one that takes over 5 s counts as down. */
  heartbeat: (sql: Sql) => Promise<void>;
  onDown: () => void;
  onUp: () => void;
  /** The database is gone for good, for example because another process took the data folder. */
  onFatal: (fault: StartFault) => void;
  /** Ends waiting, when the server is told to stop while it starts. */
  signal: AbortSignal;
}

const HEARTBEAT_MS = 2_000;
const SLOW_MS = 5_000;
const RETRY_MS = { first: 100, most: 5_000 };
const FIRST_RETRY_MS = 2_000;

/** Has the database running and ours, and brings it back whenever it goes away. */
export async function keepDatabase(options: KeeperOptions): Promise<DatabaseKeeper> {
  const ending = new AbortController();
  let hold = await acquireFirst(options, lost);
  let beat = startHeartbeat(options, hold.sql);
  let recovery: Promise<void> = Promise.resolve();

  function lost(): void {
    if (ending.signal.aborted) return;
    recovery = recover();
  }

  async function recover(): Promise<void> {
    options.onDown();
    options.log.warn("the database went away");
    const before = performance.now();
    beat.abort();
    const next = await acquireAgain(options, lost, ending.signal);
    if (!next) return;
    hold = next;
    beat = startHeartbeat(options, hold.sql);
    options.log.info({ ms: Math.round(performance.now() - before) }, "the database is back");
    options.onUp();
  }

  return {
    async stop(milliseconds) {
      ending.abort();
      beat.abort();
      await recovery;
      await hold.close().catch(() => {});
      await options.host.stop(milliseconds);
    },
  };
}

async function acquireFirst(options: KeeperOptions, onLost: () => void): Promise<Hold> {
  const end = performance.now() + options.patienceMs;
  for (;;) {
    try {
      return await options.host.acquire(onLost);
    } catch (error) {
      const left = Math.round(end - performance.now());
      if (error instanceof StartFault) throw error;
      if (left <= 0 || options.signal.aborted) {
        throw new StartFault(
          `The database could not be reached for ${Math.round(options.patienceMs / 1000)} s: ${describeError(error)}.`,
          { cause: error },
        );
      }
      options.onRetry(describeError(error), left);
      await pause(Math.min(FIRST_RETRY_MS, left), options.signal);
    }
  }
}

async function acquireAgain(
  options: KeeperOptions,
  onLost: () => void,
  signal: AbortSignal,
): Promise<Hold | null> {
  for (let wait = RETRY_MS.first; !signal.aborted; wait = Math.min(wait * 2, RETRY_MS.most)) {
    try {
      return await options.host.acquire(onLost);
    } catch (error) {
      if (error instanceof FolderTakenFault) {
        options.onFatal(error);
        return null;
      }
      options.log.warn({ reason: describeError(error) }, "the database is not back yet");
      await pause(wait, signal);
    }
  }
  return null;
}

/** A database that is frozen keeps its connections open: only silence tells. */
function startHeartbeat(options: KeeperOptions, sql: Sql): AbortController {
  const ending = new AbortController();
  void (async () => {
    for (;;) {
      await pause(HEARTBEAT_MS, ending.signal);
      if (ending.signal.aborted) return;
      let isSlow = false;
      const alarm = setTimeout(() => {
        isSlow = true;
        options.log.warn("the database does not answer");
        options.onDown();
      }, SLOW_MS);
      try {
        await options.heartbeat(sql);
        if (isSlow) options.onUp();
      } catch (error) {
        // A lost connection has its own path; a failed question alone says nothing about it.
        options.log.debug({ reason: describeError(error) }, "heartbeat failed");
      } finally {
        clearTimeout(alarm);
      }
    }
  })();
  return ending;
}
