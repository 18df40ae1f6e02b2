import { useSyncExternalStore } from "react";

type Ticker = {
  now: number;
  listeners: Set<() => void>;
  timer: ReturnType<typeof setInterval> | undefined;
};

const tickers = new Map<number, Ticker>();

/** The time in milliseconds, renewed every `everyMs` by one timer for all who ask for the same pace. */
export function useNow(everyMs: number): number {
  const ticker = tickerOf(everyMs);
  return useSyncExternalStore(
    (listener) => subscribe(ticker, everyMs, listener),
    () => ticker.now,
  );
}

function tickerOf(everyMs: number): Ticker {
  const known = tickers.get(everyMs);
  if (known) {
    if (known.listeners.size === 0)
      known.now = Math.max(known.now, Date.now() - (Date.now() % everyMs));
    return known;
  }
  const ticker: Ticker = { now: Date.now(), listeners: new Set(), timer: undefined };
  tickers.set(everyMs, ticker);
  return ticker;
}

function subscribe(ticker: Ticker, everyMs: number, listener: () => void): () => void {
  ticker.listeners.add(listener);
  ticker.timer ??= setInterval(() => {
    ticker.now = Date.now();
    for (const notify of ticker.listeners) notify();
  }, everyMs);
  return () => {
    ticker.listeners.delete(listener);
    if (ticker.listeners.size > 0) return;
    clearInterval(ticker.timer);
    ticker.timer = undefined;
  };
}
