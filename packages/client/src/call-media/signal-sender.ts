import type { Clock } from "../environment.ts";
import { createTimer, type Timer } from "../timer.ts";
import type { SignalPart } from "./signal-part.ts";

/** So many are kept, and so long, for as long as the other side has not said that it holds them. */
const MOST_KEPT = 256;
const KEPT_MS = 60_000;
/** What is not acknowledged is said again after this long; each time twice as long, up to the second. */
const FIRST_RETRY_MS = 1_000;
const MOST_RETRY_MS = 4_000;

interface Entry {
  seq: number;
  part: SignalPart;
  sentAt: number;
}

/**
 * Says things to one other device so that each arrives at least once, whatever happens on the way:
 * the other side acknowledges what it holds, and everything else is said again.
 */
export class SignalSender {
  readonly #clock: Clock;
  readonly #transmit: (seq: number, part: SignalPart) => void;
  readonly #retry: Timer;
  #kept: Entry[] = [];
  #seq = 0;
  #retryMs = FIRST_RETRY_MS;

  constructor(clock: Clock, transmit: (seq: number, part: SignalPart) => void) {
    this.#clock = clock;
    this.#transmit = transmit;
    this.#retry = createTimer(clock);
  }

  send(part: SignalPart): void {
    this.#seq += 1;
    const entry = { seq: this.#seq, part, sentAt: this.#clock.now() };
    this.#kept = [...this.#kept, entry].slice(-MOST_KEPT);
    this.#transmit(entry.seq, part);
    if (!this.#retry.isPending()) this.#wait();
  }

  /** The other side holds everything up to `seq`. */
  handleAck(seq: number): void {
    const before = this.#kept.length;
    this.#kept = this.#kept.filter((entry) => entry.seq > seq);
    if (this.#kept.length === before) return;
    this.#retryMs = FIRST_RETRY_MS;
    this.#wait();
  }

  /** Says everything again that may be lost, in order. */
  replay(): void {
    const since = this.#clock.now() - KEPT_MS;
    this.#kept = this.#kept.filter(({ sentAt }) => sentAt >= since);
    for (const { seq, part } of this.#kept) this.#transmit(seq, part);
    this.#wait();
  }

  close(): void {
    this.#kept = [];
    this.#retry.stop();
  }

  #wait(): void {
    if (this.#kept.length === 0) return this.#retry.stop();
    this.#retry.start(this.#retryMs, () => {
      this.#retryMs = Math.min(MOST_RETRY_MS, this.#retryMs * 2);
      this.replay();
    });
  }
}
