import { createBackoff, type Backoff } from "./backoff.ts";
import type { Clock, Random } from "./environment.ts";
import { createSource, type Observable, type Source } from "./observable.ts";
import { createTimer, type Timer } from "./timer.ts";
import { REOPEN_LEAST_MS, REOPEN_MOST_MS } from "./calls/times.ts";
import type { Transport, TransportEvent } from "./transport.ts";
import type { ConnectionState } from "./views.ts";

/** Codes after which connecting again cannot help. */
const FINAL_REFUSALS = new Set([
  "UNAUTHENTICATED",
  "SESSION_EXPIRED",
  "SESSION_REVOKED",
  "UPDATE_REQUIRED",
]);

export interface ConnectionParts {
  transport: Pick<Transport, "connect" | "disconnect">;
  clock: Clock;
  random: Random;
  /** True in a call, where a second without a connection is long. */
  isUrgent(): boolean;
  onConnected(): void;
  onDisconnected(): void;
  /** The server will not have this client: its code says why. Nothing is tried again. */
  onRefused(code: string): void;
}

/** Keeps one socket open, and says how it stands: `offline → connecting → catchingUp → live`. */
export class Connection {
  readonly #parts: ConnectionParts;
  readonly #state: Source<ConnectionState>;
  readonly #backoff: Backoff;
  readonly #retry: Timer;
  /** When the server said that it stops: how long to stay away. */
  #closingMs: number | null = null;
  #isStarted = false;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    this.#backoff = createBackoff(parts.random);
    this.#retry = createTimer(parts.clock);
    this.#state = createSource<ConnectionState>({
      state: "offline",
      since: parts.clock.now(),
      retryAt: null,
    });
  }

  get state(): Observable<ConnectionState> {
    return this.#state;
  }

  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    this.#attempt();
  }

  /** Closes the socket and stays away until `start`. */
  stop(): void {
    if (!this.#isStarted) return;
    this.#isStarted = false;
    this.#retry.stop();
    this.#parts.transport.disconnect();
    this.#leave(null);
  }

  /** The network is back, or somebody looks: what waits is tried now. */
  retryNow(): void {
    this.#backoff.reset();
    if (this.#retry.isPending()) this.#attempt();
  }

  /** The network is said to be gone: the socket may be dead and not know it, so another is tried at once. */
  renew(): void {
    if (!this.#isStarted || this.#retry.isPending()) return;
    this.#parts.transport.disconnect();
    this.#leave(this.#parts.clock.now());
    this.#attempt();
  }

  /** The socket is dead and does not know it: another one is opened soon. */
  reopen(): void {
    if (!this.#isStarted || this.#retry.isPending()) return;
    this.#parts.transport.disconnect();
    this.#retryAfter(null);
  }

  /** Everything that the server had is held. */
  handleCaughtUp(): void {
    if (this.#state.get().state === "catchingUp") this.#enter("live");
  }

  handleTransport(event: TransportEvent): void {
    if (!this.#isStarted) return;
    if (event.type === "connected") {
      this.#backoff.reset();
      this.#closingMs = null;
      this.#enter("catchingUp");
      this.#parts.onConnected();
    } else if (event.type === "disconnected") {
      this.#retryAfter(this.#closingMs);
      this.#closingMs = null;
    } else if (event.type === "refused") {
      this.#handleRefusal(event.code, event.retryAfterMs);
    } else if (event.type === "event" && event.event.name === "server:closing") {
      this.#closingMs = event.event.payload.retryAfterMs;
    }
  }

  #handleRefusal(code: string | null, retryAfterMs: number | null): void {
    if (code === null || !FINAL_REFUSALS.has(code)) return this.#retryAfter(retryAfterMs);
    this.stop();
    this.#parts.onRefused(code);
  }

  #attempt(): void {
    this.#retry.stop();
    this.#enter("connecting");
    this.#parts.transport.connect();
  }

  #retryAfter(leastMs: number | null): void {
    const delayMs = this.#parts.isUrgent() ? this.#shortDelay() : this.#backoff.next(leastMs);
    this.#leave(this.#parts.clock.now() + delayMs);
    this.#retry.start(delayMs, () => this.#attempt());
  }

  #shortDelay(): number {
    return REOPEN_LEAST_MS + Math.round(this.#parts.random() * (REOPEN_MOST_MS - REOPEN_LEAST_MS));
  }

  #leave(retryAt: number | null): void {
    const before = this.#state.get().state;
    this.#state.set({ state: "offline", since: this.#parts.clock.now(), retryAt });
    if (before === "catchingUp" || before === "live") this.#parts.onDisconnected();
  }

  #enter(state: "connecting" | "catchingUp" | "live"): void {
    this.#state.set({ state, since: this.#parts.clock.now() });
  }
}
