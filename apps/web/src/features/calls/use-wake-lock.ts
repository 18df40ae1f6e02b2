import { useEffect } from "react";

/** Keeps the screen awake. Browsers let go whenever the page is hidden, so it is asked for again each time. */
export function useWakeLock(): void {
  useEffect(() => {
    if (!("wakeLock" in navigator)) return;
    const stop = new AbortController();
    let lock: WakeLockSentinel | null = null;

    async function hold() {
      if (document.visibilityState !== "visible") return;
      try {
        lock = await navigator.wakeLock.request("screen");
      } catch {
        // Refused when the battery is low; the call goes on.
        return;
      }
      if (stop.signal.aborted) void lock.release();
    }

    void hold();
    document.addEventListener("visibilitychange", () => void hold(), { signal: stop.signal });
    return () => {
      stop.abort();
      void lock?.release();
    };
  }, []);
}
