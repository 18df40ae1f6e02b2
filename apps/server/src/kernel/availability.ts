/** Whether the database answers: without it requests are refused as busy rather than left to hang. */
export interface Availability {
  /** False while the server starts, has lost its database, or stops. */
  isReady(): boolean;
  /** Told at each change until `signal` aborts. */
  onChange(listener: (isReady: boolean) => void, signal: AbortSignal): void;
}

export interface AvailabilitySwitch extends Availability {
  set(isReady: boolean): void;
}

export function createAvailability(): AvailabilitySwitch {
  const listeners = new Set<(isReady: boolean) => void>();
  let current = false;
  return {
    isReady: () => current,
    onChange(listener, signal) {
      if (signal.aborted) return;
      listeners.add(listener);
      signal.addEventListener("abort", () => listeners.delete(listener), { once: true });
    },
    set(isReady) {
      if (isReady === current) return;
      current = isReady;
      for (const listener of listeners) listener(isReady);
    },
  };
}
