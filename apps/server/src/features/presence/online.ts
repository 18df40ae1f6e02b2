import type { Presence } from "@parley/protocol/presence";
import type { Connection } from "#kernel/feature";
import { findVisible } from "./audience.ts";
import type { PresenceDeps } from "./deps.ts";
import { LeaseBook } from "./leases.ts";
import { WatchBook } from "./watches.ts";
import type { Watch } from "./watches.ts";

const RETRY_MS = 5_000;

/**
 * Tells watchers who comes and goes. Who may see whom is asked anew each time somebody is told,
 * with the state as it is by then, so that answers that come late never tell an old state.
 */
export class OnlineBoard {
  readonly #deps: PresenceDeps;
  readonly #leases: LeaseBook;
  readonly #watches = new WatchBook();
  readonly #retries = new Set<NodeJS.Timeout>();
  /** Rises whenever relations or settings change: an answer that was asked for before is asked again. */
  #relations = 0;
  #isClosed = false;

  constructor(deps: PresenceDeps) {
    this.#deps = deps;
    this.#leases = new LeaseBook(deps.clock, (userId) => this.#tellWatchers(userId));
  }

  connected({ socketId, identity: { userId }, signal }: Connection): void {
    if (signal.aborted) return;
    this.#leases.hold(userId, socketId);
    signal.addEventListener(
      "abort",
      () => {
        this.#watches.remove(socketId);
        this.#leases.release(userId, socketId);
      },
      { once: true },
    );
  }

  /** Watches exactly these people from now on; answers the states of those one may see. */
  async watch(connection: Connection, userIds: readonly string[]): Promise<Presence[]> {
    const { socketId, identity, signal } = connection;
    const watched = new Set(userIds);
    const visible = await this.#findVisible(identity.userId, [...watched]);
    if (signal.aborted) return [];
    const watch: Watch = { socketId, userId: identity.userId, watched, told: new Map() };
    this.#watches.replace(watch);
    return [...visible].map((id) => {
      const presence = this.#presenceOf(id);
      watch.told.set(id, presence.state);
      return presence;
    });
  }

  /** What these people may see of each other is different now. */
  relationsChanged(userIds: readonly string[]): void {
    this.#relations += 1;
    const concerned = new Set(userIds);
    for (const userId of concerned) {
      const watches = this.#watches.watching(userId).filter((watch) => concerned.has(watch.userId));
      this.#tell(userId, watches);
    }
  }

  /** One person's settings are different: it concerns all whom they watch and who watch them. */
  settingsChanged(userId: string): void {
    this.#relations += 1;
    this.#tellWatchers(userId);
    for (const watch of this.#watches.ownedBy(userId)) this.#tellOwner(watch);
  }

  close(): void {
    this.#isClosed = true;
    for (const timer of this.#retries) clearTimeout(timer);
    this.#leases.close();
    this.#watches.clear();
  }

  #tellWatchers(userId: string): void {
    this.#tell(userId, this.#watches.watching(userId));
  }

  /** Brings these watches up to date about one person. */
  #tell(userId: string, watches: readonly Watch[]): void {
    if (watches.length === 0) return;
    const viewers = [...new Set(watches.map((watch) => watch.userId))];
    this.#findVisible(userId, viewers).then(
      (visible) => {
        for (const watch of watches) this.#update(watch, userId, visible.has(watch.userId));
      },
      (error: unknown) => this.#retry(error, () => this.#tellWatchers(userId)),
    );
  }

  /** Brings one watch up to date about everybody in it. */
  #tellOwner(watch: Watch): void {
    this.#findVisible(watch.userId, [...watch.watched]).then(
      (visible) => {
        for (const id of watch.watched) this.#update(watch, id, visible.has(id));
      },
      (error: unknown) => this.#retry(error, () => this.#tellOwner(watch)),
    );
  }

  /** To whoever may no longer see somebody online, they go offline, without a last time. */
  #update(watch: Watch, userId: string, isVisible: boolean): void {
    if (!this.#watches.has(watch)) return;
    const presence: Presence = isVisible ? this.#presenceOf(userId) : { userId, state: "offline" };
    const before = watch.told.get(userId);
    if (isVisible) watch.told.set(userId, presence.state);
    else watch.told.delete(userId);
    if (before === presence.state || (before === undefined && !isVisible)) return;
    this.#deps.delivery.toSocket(watch.socketId, "presence:changed", presence);
  }

  #presenceOf(userId: string): Presence {
    if (this.#leases.isOnline(userId)) return { userId, state: "online" };
    const seen = this.#leases.lastSeen(userId);
    return { userId, state: "offline", ...(seen && { lastSeen: seen.toISOString() }) };
  }

  async #findVisible(userId: string, ids: readonly string[]): Promise<Set<string>> {
    for (;;) {
      const asked = this.#relations;
      const visible = await findVisible(this.#deps, userId, ids);
      if (asked === this.#relations) return visible;
    }
  }

  #retry(error: unknown, again: () => void): void {
    if (this.#isClosed) return;
    this.#deps.log.warn({ err: error }, "presence could not be told, will be tried again");
    const timer = setTimeout(() => {
      this.#retries.delete(timer);
      again();
    }, RETRY_MS).unref();
    this.#retries.add(timer);
  }
}
