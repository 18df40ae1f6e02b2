import type { Random } from "./environment.ts";

const FIRST_MS = 1_000;
const MOST_MS = 60_000;

/** Waiting times that double, with full jitter: a crowd that lost the server together comes back apart. */
export interface Backoff {
  /** The next waiting time in milliseconds, at least `leastMs` when the server named one. */
  next(leastMs?: number | null): number;
  reset(): void;
}

/** Creates a back-off from 1 to 60 s. */
export function createBackoff(random: Random): Backoff {
  let attempts = 0;
  return {
    next(leastMs) {
      const cap = Math.min(MOST_MS, FIRST_MS * 2 ** attempts);
      attempts = Math.min(attempts + 1, 16);
      return Math.round((leastMs ?? 0) + random() * cap);
    },
    reset() {
      attempts = 0;
    },
  };
}
