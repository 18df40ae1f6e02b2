/** Time, injected so that a simulator can run years in a minute. All in milliseconds. */
export interface Clock {
  now(): number;
  /** Like the global; the handle is opaque. */
  setTimeout(callback: () => void, delayMs: number): unknown;
  clearTimeout(handle: unknown): void;
}

/** Uniform in `[0, 1)`. */
export type Random = () => number;

/** What the surroundings may tell: the tab was focused, shown or hidden, the network came or went. */
export type Signal = "focus" | "visible" | "hidden" | "online" | "offline";

/** The surroundings of the client, so that it never touches `window` or `document`. */
export interface Environment {
  isVisible(): boolean;
  isOnline(): boolean;
  /** Tells `listener` every signal until `signal` aborts. */
  subscribe(listener: (signal: Signal) => void, signal: AbortSignal): void;
}

/** The part of the Web Locks API that is used. */
export interface Locks {
  request(
    name: string,
    options: { steal?: boolean; signal?: AbortSignal },
    callback: () => Promise<void>,
  ): Promise<unknown>;
}

/** The part of a BroadcastChannel that is used: it reaches the other tabs of this account, not its own. */
export interface Channel {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: { data: unknown }) => void): void;
  close(): void;
}

/** The time of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout: (callback, delayMs) => globalThis.setTimeout(callback, delayMs),
  clearTimeout: (handle) => globalThis.clearTimeout(handle as ReturnType<typeof setTimeout>),
};

/** Randomness good enough for ids that must never meet. */
export function systemRandom(): number {
  const words = crypto.getRandomValues(new Uint32Array(2));
  return ((words[0] ?? 0) * 2 ** 21 + ((words[1] ?? 0) >>> 11)) / 2 ** 53;
}

/** Surroundings of a Node process: always in view, always online, nothing to tell. */
export const plainEnvironment: Environment = {
  isVisible: () => true,
  isOnline: () => true,
  subscribe() {},
};
