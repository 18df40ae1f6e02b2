import type { Clock, Locks } from "../environment.ts";
import { createTimer, type Timer } from "../timer.ts";

/** A visible tab asks this often whether somebody leads, in milliseconds. */
const PING_MS = 2_000;
/** A leader that has been silent for longer than this is frozen or gone, in milliseconds. */
const SILENCE_MS = 5_000;

export interface ElectionParts {
  /** Name of the lock: one an account. */
  name: string;
  locks: Locks;
  clock: Clock;
  isVisible(): boolean;
  ping(): void;
  onLead(): void;
  onLose(): void;
}

/** Decides which tab leads: who holds the lock. A visible tab takes it from a leader that is silent. */
export class Election {
  readonly #parts: ElectionParts;
  readonly #pings: Timer;
  readonly #ending = new AbortController();
  #heardAt = 0;
  /** Ends holding the lock. */
  #release: (() => void) | null = null;

  constructor(parts: ElectionParts) {
    this.#parts = parts;
    this.#pings = createTimer(parts.clock);
  }

  start(): void {
    this.#heardAt = this.#parts.clock.now();
    this.#parts.ping();
    this.#queue({});
    this.#watch();
  }

  stop(): void {
    this.#pings.stop();
    this.#ending.abort();
    this.#release?.();
  }

  /** Gives the lead away, and stands in line for it again. */
  stepDown(): void {
    this.#release?.();
  }

  /** Takes the lock from whoever holds it. */
  steal(): void {
    if (!this.#release) this.#queue({ steal: true });
  }

  /** The leader has spoken. */
  handleLeader(): void {
    this.#heardAt = this.#parts.clock.now();
  }

  /** This tab came to the front: the time when nobody asked does not count as silence. */
  handleVisible(): void {
    if (this.#release) return;
    this.#heardAt = this.#parts.clock.now();
    this.#parts.ping();
    this.#watch();
  }

  #watch(): void {
    this.#pings.start(PING_MS, () => {
      if (this.#release || !this.#parts.isVisible()) return;
      if (this.#parts.clock.now() - this.#heardAt > SILENCE_MS) {
        this.#queue({ steal: true });
        return;
      }
      this.#parts.ping();
      this.#watch();
    });
  }

  /** Waits for the lock, or takes it; holds it until it is given away or taken. */
  #queue(how: { steal?: boolean }): void {
    const { signal } = this.#ending;
    if (signal.aborted) return;
    const options = how.steal ? how : { signal };
    this.#parts.locks
      .request(this.#parts.name, options, () => this.#hold())
      .then(
        () => this.#lose(),
        () => this.#lose(),
      );
  }

  #hold(): Promise<void> {
    if (this.#release || this.#ending.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      this.#release = resolve;
      this.#pings.stop();
      this.#parts.onLead();
    });
  }

  /** The lock is gone: released by this tab, or taken by another. */
  #lose(): void {
    if (!this.#release) return;
    this.#release = null;
    this.#parts.onLose();
    if (this.#ending.signal.aborted) return;
    this.#heardAt = this.#parts.clock.now();
    this.#queue({});
    this.#watch();
  }
}
