import { FencedError, type Ledger } from "../ledger.ts";
import type { Clock } from "../environment.ts";
import type { ServerEvent } from "../transport.ts";
import type { Writing } from "../store/store.ts";
import type { Announcement } from "./announce.ts";
import {
  applyConversationEvent,
  applyReceiptEvent,
  applyUserEvent,
  type Outcome,
} from "./apply-event.ts";
import { createTurns } from "../turns.ts";
import { counterOf, createHeldEvents, type HeldEvents } from "./held-events.ts";
import { ResetNeededError } from "./merge.ts";

/** Beyond this many waiting events a whole sync is cheaper, and memory stays bounded. */
const MOST_BUFFERED = 1_000;

interface ApplierParts {
  userId: string;
  ledger: Ledger;
  clock: Clock;
  wantAll(): void;
  wantOnly(conversationId: string): void;
  onAnnouncement(announcement: Announcement, isCatchUp: boolean): void;
  onResetNeeded(): void;
  onFenced(): void;
}

/** Applies live events one after another, and keeps those whose turn has not come. */
export class EventApplier {
  readonly #parts: ApplierParts;
  readonly #held: HeldEvents;
  readonly #turns = createTurns();
  /** Counters of which an event is held. */
  readonly #waiting = new Set<string>();
  #buffer: ServerEvent[] | null = null;

  constructor(parts: ApplierParts) {
    this.#parts = parts;
    this.#held = createHeldEvents(parts.clock, (event) => this.#enqueue(event, true));
  }

  /** Takes an event from the socket. */
  handle(event: ServerEvent): void {
    if (!this.#buffer) return this.#enqueue(event, false);
    this.#buffer.push(event);
    if (this.#buffer.length > MOST_BUFFERED) {
      this.#buffer = [];
      this.#parts.wantAll();
    }
  }

  /** Runs `work` between events, never beside one. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.#turns.run(work);
  }

  /** From now on events wait for `drain`. */
  startBuffering(): void {
    this.#buffer = [];
  }

  isBuffering(): boolean {
    return this.#buffer !== null;
  }

  /** Applies what was buffered, in order; from then on events apply as they come. */
  async drain(): Promise<void> {
    const waiting = this.#buffer ?? [];
    this.#buffer = null;
    for (const event of waiting) this.#enqueue(event, false);
    await this.#turns.run(() => Promise.resolve());
  }

  /** Tries those again that waited for an earlier one. */
  releaseAll(): void {
    for (const counter of Array.from(this.#waiting)) this.#release(counter);
  }

  /** Forgets every waiting event; buffering goes on if it was on. */
  dropWaiting(): void {
    this.#held.clear();
    this.#waiting.clear();
    if (this.#buffer) this.#buffer = [];
  }

  #enqueue(event: ServerEvent, isOverdue: boolean): void {
    void this.#turns.run(() => this.#apply(event, isOverdue));
  }

  async #apply(event: ServerEvent, isOverdue: boolean): Promise<void> {
    const { ledger, userId } = this.#parts;
    try {
      const outcome = await ledger.writeAsLeader((tx) => applyOne(tx, event, userId));
      this.#handleOutcome(event, outcome, isOverdue);
    } catch (error) {
      if (error instanceof FencedError) this.#parts.onFenced();
      else if (error instanceof ResetNeededError) this.#parts.onResetNeeded();
      // Whatever else kept it out of the store: its absence shows in the cursors.
      else this.#parts.wantAll();
    }
  }

  #handleOutcome(event: ServerEvent, outcome: Outcome, isOverdue: boolean): void {
    const counter = counterOf(event);
    if (outcome.kind === "done") {
      if (outcome.announcement) this.#parts.onAnnouncement(outcome.announcement, false);
      this.#release(counter);
    } else if (outcome.kind === "hold" && !isOverdue) {
      this.#waiting.add(counter);
      this.#held.hold(event);
    } else if (outcome.kind === "foreign" || counter === "") {
      this.#parts.wantAll();
    } else {
      this.#parts.wantOnly(counter);
    }
  }

  #release(counter: string): void {
    if (!this.#waiting.delete(counter)) return;
    for (const event of this.#held.release(counter)) this.#enqueue(event, false);
  }
}

/** Applies one event of the three that change what is stored. */
function applyOne(tx: Writing, event: ServerEvent, userId: string): Promise<Outcome> {
  switch (event.name) {
    case "conversation:changed":
      return applyConversationEvent(tx, event.payload, userId);
    case "user:changed":
      return applyUserEvent(tx, event.payload);
    case "receipt:changed":
      return applyReceiptEvent(tx, event.payload, userId);
    default:
      return Promise.resolve({ kind: "done", announcement: null });
  }
}
