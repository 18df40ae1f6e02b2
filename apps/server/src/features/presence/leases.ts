import type { Clock } from "#kernel/clock";

/** Somebody whose last socket went counts as online for so long: a reload or a short gap shows nothing. */
const GRACE_MS = 15_000;
/** Beyond so many people, who was seen longest ago is forgotten first. */
const MOST_REMEMBERED = 100_000;

interface Leases {
  sockets: Set<string>;
  /** Runs while there is no socket. */
  grace: NodeJS.Timeout | null;
}

/**
 * Who is online, by one lease a socket. Within one process the holder of a lease and this register
 * end together, so a lease lasts exactly as long as its socket and needs no renewal.
 */
export class LeaseBook {
  readonly #people = new Map<string, Leases>();
  readonly #lastSeen = new Map<string, Date>();
  readonly #clock: Clock;
  readonly #changed: (userId: string) => void;

  /** `changed` is told when somebody comes online or goes offline, after the fact. */
  constructor(clock: Clock, changed: (userId: string) => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  isOnline(userId: string): boolean {
    return this.#people.has(userId);
  }

  /** When their last socket went, since this process began. */
  lastSeen(userId: string): Date | null {
    return this.#lastSeen.get(userId) ?? null;
  }

  hold(userId: string, socketId: string): void {
    const leases = this.#people.get(userId);
    if (leases) {
      leases.sockets.add(socketId);
      if (leases.grace) clearTimeout(leases.grace);
      leases.grace = null;
      return;
    }
    this.#people.set(userId, { sockets: new Set([socketId]), grace: null });
    this.#lastSeen.delete(userId);
    this.#changed(userId);
  }

  release(userId: string, socketId: string): void {
    const leases = this.#people.get(userId);
    if (!leases?.sockets.delete(socketId) || leases.sockets.size > 0) return;
    const seen = this.#clock.now();
    leases.grace = setTimeout(() => this.#expire(userId, seen), GRACE_MS).unref();
  }

  close(): void {
    for (const { grace } of this.#people.values()) if (grace) clearTimeout(grace);
    this.#people.clear();
  }

  #expire(userId: string, seen: Date): void {
    this.#people.delete(userId);
    this.#lastSeen.set(userId, seen);
    const [oldest] = this.#lastSeen.keys();
    if (this.#lastSeen.size > MOST_REMEMBERED && oldest) this.#lastSeen.delete(oldest);
    this.#changed(userId);
  }
}
