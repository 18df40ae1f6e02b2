import type { Clock } from "./environment.ts";

/** One pending call at a time. */
export interface Timer {
  /** Calls `callback` after `delayMs`, instead of whatever was pending. */
  start(delayMs: number, callback: () => void): void;
  stop(): void;
  isPending(): boolean;
}

/** Creates a timer on `clock` with nothing pending. */
export function createTimer(clock: Clock): Timer {
  let handle: unknown = null;
  function stop(): void {
    if (handle !== null) clock.clearTimeout(handle);
    handle = null;
  }
  return {
    start(delayMs, callback) {
      stop();
      handle = clock.setTimeout(() => {
        handle = null;
        callback();
      }, delayMs);
    },
    stop,
    isPending: () => handle !== null,
  };
}
