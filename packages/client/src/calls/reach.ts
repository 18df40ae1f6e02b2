import type { Call } from "@parley/protocol/calls";
import type { Clock } from "../environment.ts";
import { CallError } from "./calls.ts";
import { REACH_MS, REOPEN_LEAST_MS } from "./times.ts";

/** Knows whether the server can be reached, and waits for it for a while. */
export class Reach {
  readonly #clock: Clock;
  #isConnected = false;
  #waiting: ((isConnected: boolean) => void)[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get isConnected(): boolean {
    return this.#isConnected;
  }

  handleConnected(): void {
    this.#isConnected = true;
    this.#tell(true);
  }

  handleDisconnected(): void {
    this.#isConnected = false;
  }

  stop(): void {
    this.#isConnected = false;
    this.#tell(false);
  }

  /**
   * Asks as soon as there is a connection, and again if that was cut: what is asked for must be
   * safe to repeat. Null when it is not wanted any more.
   */
  async ask(
    ask: () => Promise<Call>,
    isWanted: () => boolean,
    withinMs = REACH_MS,
  ): Promise<Call | null> {
    const until = this.#clock.now() + withinMs;
    for (;;) {
      const hasReached = await this.#whenConnected(until - this.#clock.now());
      if (!isWanted()) return null;
      if (!hasReached) throw new CallError("OFFLINE", "The server cannot be reached.");
      try {
        return await ask();
      } catch (error) {
        const isCut = error instanceof CallError && error.code === "OFFLINE";
        if (!isCut || this.#clock.now() >= until) throw error;
      }
      await new Promise<void>((resolve) => void this.#clock.setTimeout(resolve, REOPEN_LEAST_MS));
    }
  }

  #whenConnected(withinMs: number): Promise<boolean> {
    if (this.#isConnected) return Promise.resolve(true);
    return new Promise((resolve) => {
      const timeout = this.#clock.setTimeout(() => resolve(false), withinMs);
      this.#waiting.push((isConnected) => {
        this.#clock.clearTimeout(timeout);
        resolve(isConnected);
      });
    });
  }

  #tell(isConnected: boolean): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve(isConnected);
  }
}
