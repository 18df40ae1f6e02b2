/**
 * A value that changes over time. `get` returns the same reference until it changes, so that
 * `useSyncExternalStore(value.subscribe, value.get)` works; both are safe to pass unbound.
 */
export interface Observable<T> {
  get(): T;
  /** Calls `listener` after each change, until the returned function is called or `signal` aborts. */
  subscribe(listener: () => void, signal?: AbortSignal): () => void;
}

/** Things that happen once and are not kept. */
export interface EventStream<T> {
  /** Calls `listener` with each event, until the returned function is called or `signal` aborts. */
  subscribe(listener: (event: T) => void, signal?: AbortSignal): () => void;
}

/** An observable that its owner writes. */
export interface Source<T> extends Observable<T> {
  /** Stores a value and tells the listeners, unless it is the same reference or primitive. */
  set(value: T): void;
}

/** An event stream that its owner feeds. */
export interface Emitter<T> extends EventStream<T> {
  emit(event: T): void;
}

/** Creates an event stream without listeners. */
export function createEmitter<T>(): Emitter<T> {
  const listeners = new Set<(event: T) => void>();
  return {
    emit(event) {
      for (const listener of Array.from(listeners)) listener(event);
    },
    subscribe(listener, signal) {
      if (signal?.aborted) return () => {};
      const own = (event: T) => listener(event);
      listeners.add(own);
      const stop = () => {
        listeners.delete(own);
        signal?.removeEventListener("abort", stop);
      };
      signal?.addEventListener("abort", stop, { once: true });
      return stop;
    },
  };
}

/** Creates an observable that holds `initial`. */
export function createSource<T>(initial: T): Source<T> {
  const changes = createEmitter<void>();
  let current = initial;
  return {
    get: () => current,
    set(value) {
      if (Object.is(value, current)) return;
      current = value;
      changes.emit();
    },
    subscribe: (listener, signal) => changes.subscribe(() => listener(), signal),
  };
}

/**
 * A value computed from others whenever `changes` fires: lazily, and only while somebody reads or
 * listens. `isSame` keeps the old reference when nothing that matters changed.
 */
export function createDerived<T>(
  changes: Pick<EventStream<unknown>, "subscribe">,
  compute: () => T,
  isSame: (a: T, b: T) => boolean = Object.is,
): Observable<T> {
  const listeners = createEmitter<void>();
  let current: { value: T } | null = null;
  let isStale = true;

  function refresh(): boolean {
    isStale = false;
    const value = compute();
    if (current && isSame(current.value, value)) return false;
    current = { value };
    return true;
  }

  let count = 0;
  changes.subscribe(() => {
    isStale = true;
    if (count > 0 && refresh()) listeners.emit();
  });
  return {
    get() {
      if (isStale || !current) refresh();
      return (current as unknown as { value: T }).value;
    },
    subscribe(listener, signal) {
      if (isStale) refresh();
      count += 1;
      const stop = listeners.subscribe(() => listener());
      let isStopped = false;
      const leave = () => {
        if (isStopped) return;
        isStopped = true;
        count -= 1;
        stop();
        signal?.removeEventListener("abort", leave);
      };
      if (signal?.aborted) leave();
      else signal?.addEventListener("abort", leave, { once: true });
      return leave;
    },
  };
}

/** True when both lists hold the same references in the same order. */
export function isSameList<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
