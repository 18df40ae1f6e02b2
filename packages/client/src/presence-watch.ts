import type { Clock } from "./environment.ts";
import { createTimer, type Timer } from "./timer.ts";

/** Most people whose presence is asked for. */
export const MOST_WATCHED = 500;
/** Screens that change say several lists in a row: the last one counts. */
const GATHER_MS = 50;

/** Counts whose presence is shown, over all parts of the screen. */
export class PresenceWatch {
  readonly #counts = new Map<string, number>();
  readonly #gather: Timer;
  readonly #onChange: () => void;

  constructor(clock: Clock, onChange: () => void) {
    this.#gather = createTimer(clock);
    this.#onChange = onChange;
  }

  watch(userIds: readonly string[], signal: AbortSignal): void {
    if (signal.aborted) return;
    for (const id of userIds) this.#count(id, 1);
    const leave = () => {
      for (const id of userIds) this.#count(id, -1);
    };
    signal.addEventListener("abort", leave, { once: true });
  }

  list(): string[] {
    return [...this.#counts.keys()];
  }

  stop(): void {
    this.#gather.stop();
  }

  #count(userId: string, step: number): void {
    const count = (this.#counts.get(userId) ?? 0) + step;
    if (count > 0) this.#counts.set(userId, count);
    else this.#counts.delete(userId);
    if (!this.#gather.isPending()) this.#gather.start(GATHER_MS, this.#onChange);
  }
}
