import { useEffect } from "react";

/** Asks before the page is closed or left while it is in a call. */
export function useKeepPage(): void {
  useEffect(() => {
    const stop = new AbortController();
    addEventListener("beforeunload", (event) => event.preventDefault(), { signal: stop.signal });
    return () => stop.abort();
  }, []);
}
