import type { SignalPart } from "./signal-part.ts";

/** So far ahead of its turn a signal is kept. */
const MOST_AHEAD = 256;

export interface SignalReceiverParts {
  /** The next one, in order, and each once. */
  onSignal(part: SignalPart): void;
  /** Everything up to `seq` is here. */
  ack(seq: number): void;
}

/** Puts what one other device says back in order. */
export class SignalReceiver {
  readonly #parts: SignalReceiverParts;
  readonly #early = new Map<number, SignalPart>();
  #held = 0;

  constructor(parts: SignalReceiverParts) {
    this.#parts = parts;
  }

  receive(seq: number, part: SignalPart): void {
    if (seq > this.#held && seq <= this.#held + MOST_AHEAD) this.#early.set(seq, part);
    for (let next = this.#take(); next; next = this.#take()) this.#parts.onSignal(next);
    // A doubled one too: the acknowledgement of the first may be lost.
    if (this.#held > 0) this.#parts.ack(this.#held);
  }

  #take(): SignalPart | undefined {
    const part = this.#early.get(this.#held + 1);
    if (!part) return undefined;
    this.#held += 1;
    this.#early.delete(this.#held);
    return part;
  }
}
