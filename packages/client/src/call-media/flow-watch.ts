import type { Clock } from "../environment.ts";
import { createTimer, type Timer } from "../timer.ts";
import { FROZEN_MS, LOOK_MS, QUIET_STALL_MS, STALL_MS } from "./media-times.ts";
import type { Intake } from "./read-stats.ts";

export interface FlowWatchParts {
  clock: Clock;
  read(): Promise<Intake>;
  getConnectionState(): RTCPeerConnectionState;
  /** The other side says that it sends something. */
  expectsMedia(): boolean;
  /** Frames drawn so far; null while none can be seen. */
  countDrawn(): number | null;
  onFlowing(): void;
  onStalled(): void;
  onFrozen(): void;
  /** After each look. */
  onLook(): void;
}

const NOTHING: Intake = { packets: 0, frames: 0, checks: 0 };

/**
 * Watches what a connection brings. Browsers are slow to say that it brings nothing any more, and
 * they never say that a picture stands still.
 */
export class FlowWatch {
  readonly #parts: FlowWatchParts;
  readonly #next: Timer;
  #last = NOTHING;
  #progressAt: number;
  #wasExpecting: boolean;
  #isFlowing = false;
  #drawn: number | null = null;
  #unseenSince: number | null = null;
  #isStopped = false;

  constructor(parts: FlowWatchParts) {
    this.#parts = parts;
    this.#next = createTimer(parts.clock);
    this.#progressAt = parts.clock.now();
    this.#wasExpecting = parts.expectsMedia();
    this.#wait();
  }

  get isFlowing(): boolean {
    return this.#isFlowing;
  }

  /** Something has happened: looks now. */
  lookNow(): void {
    if (!this.#isStopped) void this.#look();
  }

  stop(): void {
    this.#isStopped = true;
    this.#next.stop();
  }

  #wait(): void {
    this.#next.start(LOOK_MS, () => void this.#look());
  }

  async #look(): Promise<void> {
    this.#next.stop();
    let intake = this.#last;
    try {
      intake = await this.#parts.read();
    } catch {
      // A connection that is being closed has nothing to say.
    }
    if (this.#isStopped) return;
    this.#judge(intake);
    this.#watchPicture(intake);
    this.#last = intake;
    this.#wait();
    this.#parts.onLook();
  }

  #judge(intake: Intake): void {
    const { clock, getConnectionState, expectsMedia, onFlowing, onStalled } = this.#parts;
    const now = clock.now();
    const isExpecting = expectsMedia();
    const state = getConnectionState();
    if (isExpecting && !this.#wasExpecting) this.#progressAt = now;
    this.#wasExpecting = isExpecting;
    const isNews =
      intake.packets > this.#last.packets || (!isExpecting && this.#isChecked(intake, state));
    if (isNews) this.#progressAt = now;
    if (!this.#isFlowing) {
      if (!isNews || state !== "connected") return;
      this.#isFlowing = true;
      onFlowing();
      return;
    }
    const quietMs = now - this.#progressAt;
    const isDead = state === "failed" || state === "closed";
    if (!isDead && quietMs < (isExpecting ? STALL_MS : QUIET_STALL_MS)) return;
    this.#isFlowing = false;
    onStalled();
  }

  /** A browser that does not count its checks is quicker to say that they fail. */
  #isChecked({ checks }: Intake, state: RTCPeerConnectionState): boolean {
    return checks === 0 ? state === "connected" : checks > this.#last.checks;
  }

  #watchPicture(intake: Intake): void {
    const drawn = this.#parts.countDrawn();
    const isStanding = drawn !== null && drawn === this.#drawn && intake.frames > this.#last.frames;
    this.#drawn = drawn;
    if (!isStanding) {
      this.#unseenSince = null;
      return;
    }
    const now = this.#parts.clock.now();
    this.#unseenSince ??= now;
    if (now - this.#unseenSince < FROZEN_MS) return;
    this.#unseenSince = null;
    this.#parts.onFrozen();
  }
}
