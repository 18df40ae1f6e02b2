import type { Clock } from "../environment.ts";
import { createTimer, type Timer } from "../timer.ts";
import { reduceCall } from "./call-machine.ts";
import { INITIAL, type CallEvent, type CallState, type Machine } from "./call-state.ts";
import type { PlaceContext } from "./place-snapshot.ts";
import { HELD_MS, RING_GRACE_MS } from "./times.ts";

export interface CallTrackerParts {
  userId: string;
  clock: Clock;
  /** The server's clock minus this one, in milliseconds. */
  getOffsetMs(): number;
  onChange(before: Machine, after: Machine): void;
}

/** Holds the machine, and lets time pass in it. */
export class CallTracker {
  readonly #parts: CallTrackerParts;
  readonly #due: Timer;
  #machine: Machine = INITIAL;

  constructor(parts: CallTrackerParts) {
    this.#parts = parts;
    this.#due = createTimer(parts.clock);
  }

  get machine(): Machine {
    return this.#machine;
  }

  get state(): CallState {
    return this.#machine.state;
  }

  get context(): PlaceContext {
    const { userId, clock, getOffsetMs } = this.#parts;
    const toLocal = (time: string) => Date.parse(time) - getOffsetMs();
    return { userId, now: clock.now(), toLocal };
  }

  apply(event: CallEvent): void {
    const before = this.#machine;
    const after = reduceCall(before, event, this.context);
    if (after === before) return;
    this.#machine = after;
    this.#schedule();
    this.#parts.onChange(before, after);
  }

  stop(): void {
    this.#due.stop();
  }

  /** What ends by itself, ends also when nobody says so. */
  #schedule(): void {
    const dueAt = this.#dueAt();
    if (dueAt === null) return this.#due.stop();
    const delayMs = Math.max(0, dueAt - this.#parts.clock.now());
    this.#due.start(delayMs, () => this.apply({ type: "tick" }));
  }

  #dueAt(): number | null {
    const { state } = this;
    if (state.at === "reconnecting") return state.since + HELD_MS;
    if (state.at !== "incoming" && state.at !== "outgoing") return null;
    const ringUntil = state.call?.ringUntil;
    return ringUntil ? this.context.toLocal(ringUntil) + RING_GRACE_MS : null;
  }
}
