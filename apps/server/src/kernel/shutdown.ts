import type { Log } from "./log.ts";
import { tell } from "./operator.ts";
import { describeError, StartFault } from "./start-fault.ts";
import { listenForStop } from "./stop-signals.ts";

export interface Shutdown {
  /** Aborts once a stop is asked for. */
  signal: AbortSignal;
  requested: Promise<void>;
  /** Resolves when somebody asks again, impatiently. */
  urgent: Promise<void>;
  isUrgent(): boolean;
  /** Stops with exit code 1 and tells the operator why. */
  fail(error: unknown, sentence: string): void;
  exitCode(): number;
}

/** Gathers every reason to stop: signals, faults, errors that nobody caught. */
export function createShutdown(log: Log): Shutdown {
  const asked = new AbortController();
  const requested = Promise.withResolvers<void>();
  const urgent = Promise.withResolvers<void>();
  let isUrgent = false;
  let exitCode = 0;

  function ask(): void {
    asked.abort();
    requested.resolve();
  }

  function fail(error: unknown, sentence: string): void {
    if (!(error instanceof StartFault)) log.fatal({ err: error }, "stopping after a failure");
    tell(sentence);
    exitCode = 1;
    ask();
  }

  listenForStop((request) => {
    log.info({ request }, "asked to stop");
    if (request === "stop-now") {
      isUrgent = true;
      urgent.resolve();
    }
    ask();
  });
  process.on("uncaughtException", (error) =>
    fail(error, `Parley stops after an error in itself: ${describeError(error)}.`),
  );
  return {
    signal: asked.signal,
    requested: requested.promise,
    urgent: urgent.promise,
    isUrgent: () => isUrgent,
    fail,
    exitCode: () => exitCode,
  };
}
