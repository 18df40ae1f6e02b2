import type { Clock } from "../environment.ts";

interface Entry {
  at: number;
  order: number;
  callback: () => void;
}

/** A clock that moves only when told to. */
export interface VirtualClock extends Clock {
  /** Runs what is due until `durationMs` from now, letting promises settle after each step. */
  advance(durationMs: number): Promise<void>;
}

/** Creates a clock that stands at `start` (milliseconds since 1970). */
export function createVirtualClock(start = Date.UTC(2026, 2, 1, 9)): VirtualClock {
  const entries = new Set<Entry>();
  let now = start;
  let order = 0;

  function nextDue(until: number): Entry | null {
    let next: Entry | null = null;
    for (const entry of entries) {
      if (entry.at > until) continue;
      if (!next || entry.at < next.at || (entry.at === next.at && entry.order < next.order)) {
        next = entry;
      }
    }
    return next;
  }

  return {
    now: () => now,
    setTimeout(callback, delayMs) {
      const entry = { at: now + Math.max(0, delayMs), order: order++, callback };
      entries.add(entry);
      return entry;
    },
    clearTimeout(handle) {
      entries.delete(handle as Entry);
    },
    async advance(durationMs) {
      const until = now + durationMs;
      await settlePromises();
      for (let entry = nextDue(until); entry; entry = nextDue(until)) {
        entries.delete(entry);
        now = Math.max(now, entry.at);
        entry.callback();
        await settlePromises();
      }
      now = until;
    },
  };
}

/** Resolves when every promise that can settle without time passing has settled. */
export function settlePromises(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Pseudo-random numbers in `[0, 1)`, the same for the same seed. */
export function createSeededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
