import type { Clock } from "../environment.ts";
import { createTimer, type Timer } from "../timer.ts";
import { HEARTBEAT_MS, SILENCE_MS } from "./times.ts";

export interface HeartbeatParts {
  clock: Clock;
  isConnected(): boolean;
  /** Renews the lease; resolves when the server has answered, however. */
  beat(): Promise<void>;
  /** The connection is dead, whatever it believes itself. */
  onSilence(): void;
}

/** Renews the lease of a device in a call, and notices early when the server cannot be heard. */
export class Heartbeat {
  readonly #parts: HeartbeatParts;
  readonly #next: Timer;
  readonly #silence: Timer;

  constructor(parts: HeartbeatParts) {
    this.#parts = parts;
    this.#next = createTimer(parts.clock);
    this.#silence = createTimer(parts.clock);
  }

  start(): void {
    if (!this.#next.isPending()) this.#beat();
  }

  stop(): void {
    this.#next.stop();
    this.#silence.stop();
  }

  /** The connection is new: beats at once. */
  handleConnected(): void {
    this.#silence.stop();
    if (this.#next.isPending()) this.#beat();
  }

  #beat(): void {
    this.#next.start(HEARTBEAT_MS, () => this.#beat());
    // Without a connection too: an attempt may hang in a network that swallows everything.
    if (!this.#silence.isPending()) this.#silence.start(SILENCE_MS, this.#parts.onSilence);
    if (!this.#parts.isConnected()) return;
    this.#parts.beat().then(
      () => this.#silence.stop(),
      // Silence, or the end of the connection, tells.
      () => {},
    );
  }
}
