import type { CallGrant } from "@parley/protocol/calls";
import type { Clock } from "../environment.ts";
import { createTimer, type Timer } from "../timer.ts";
import { callIdOf, isOwn } from "./call-state.ts";
import type { CallTracker } from "./call-tracker.ts";
import type { MediaEngine } from "./media-engine.ts";
import { GRANT_MS } from "./times.ts";

export interface GrantsParts {
  userId: string;
  clock: Clock;
  tracker: Pick<CallTracker, "apply" | "state">;
  getEngine(): MediaEngine | null;
  /** Asks for a place again. */
  rebuild(): Promise<void>;
}

/** Hands grants to the media once they are for the call and the place that this tab has. */
export class Grants {
  readonly #parts: GrantsParts;
  readonly #missing: Timer;
  #grant: CallGrant | null = null;

  constructor(parts: GrantsParts) {
    this.#parts = parts;
    this.#missing = createTimer(parts.clock);
  }

  handle(grant: CallGrant): void {
    this.#grant = grant;
    this.follow();
  }

  /** The call of this tab has changed: what waited for that is handed over. */
  follow(): void {
    this.#use();
    const { tracker, getEngine, userId } = this.#parts;
    const { state } = tracker;
    if (!isOwn(state) || !state.call) return;
    getEngine()?.follow(state.call, userId);
    this.#watch();
  }

  stop(): void {
    this.#grant = null;
    this.#missing.stop();
  }

  #use(): void {
    const { tracker, getEngine } = this.#parts;
    const grant = this.#grant;
    const engine = getEngine();
    if (!grant || !engine || callIdOf(tracker.state) !== grant.callId) return;
    const { callId, joinId } = grant;
    tracker.apply({ type: "grant", callId, joinId });
    const { state } = tracker;
    const isMine = isOwn(state) && !state.isJoining && state.joinId === joinId;
    // Telling the tracker may have dealt with it already.
    if (!isMine || this.#grant !== grant) return;
    this.#grant = null;
    engine.accept(grant);
  }

  /** A grant may be lost on its way, and without one for this epoch there are no media. */
  #watch(): void {
    const { tracker, getEngine } = this.#parts;
    const { state } = tracker;
    const call = isOwn(state) && state.call?.state === "active" ? state.call : null;
    if (!call || getEngine()?.isGranted(call)) return this.#missing.stop();
    if (!this.#missing.isPending()) this.#missing.start(GRANT_MS, () => void this.#handleMissing());
  }

  async #handleMissing(): Promise<void> {
    const { tracker, rebuild } = this.#parts;
    const { state } = tracker;
    if (!isOwn(state)) return;
    // Accepted, and no place for this device: another one was let in.
    if (state.joinId === null) return tracker.apply({ type: "refuse", code: "CONFLICT" });
    await rebuild();
    this.follow();
  }
}
