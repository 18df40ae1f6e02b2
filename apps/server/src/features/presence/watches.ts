/** What one socket watches, and what it was last told of each person it may see. */
export interface Watch {
  socketId: string;
  userId: string;
  watched: ReadonlySet<string>;
  told: Map<string, "online" | "offline">;
}

/** Who watches whom, found from either end. */
export class WatchBook {
  readonly #bySocket = new Map<string, Watch>();
  readonly #byOwner = new Map<string, Set<Watch>>();
  readonly #byWatched = new Map<string, Set<Watch>>();

  replace(watch: Watch): void {
    this.remove(watch.socketId);
    this.#bySocket.set(watch.socketId, watch);
    addTo(this.#byOwner, watch.userId, watch);
    for (const id of watch.watched) addTo(this.#byWatched, id, watch);
  }

  remove(socketId: string): void {
    const watch = this.#bySocket.get(socketId);
    if (!watch) return;
    this.#bySocket.delete(socketId);
    removeFrom(this.#byOwner, watch.userId, watch);
    for (const id of watch.watched) removeFrom(this.#byWatched, id, watch);
  }

  /** False once it was replaced or its socket is gone. */
  has(watch: Watch): boolean {
    return this.#bySocket.get(watch.socketId) === watch;
  }

  watching(userId: string): Watch[] {
    return [...(this.#byWatched.get(userId) ?? [])];
  }

  ownedBy(userId: string): Watch[] {
    return [...(this.#byOwner.get(userId) ?? [])];
  }

  clear(): void {
    this.#bySocket.clear();
    this.#byOwner.clear();
    this.#byWatched.clear();
  }
}

function addTo(map: Map<string, Set<Watch>>, key: string, watch: Watch): void {
  const set = map.get(key);
  if (set) set.add(watch);
  else map.set(key, new Set([watch]));
}

function removeFrom(map: Map<string, Set<Watch>>, key: string, watch: Watch): void {
  const set = map.get(key);
  set?.delete(watch);
  if (set?.size === 0) map.delete(key);
}
