type Flush = () => void | Promise<void>;

const LONGEST_WAIT_MS = 1500;
const flushes = new Set<Flush>();

/** Registers work that must be done before the app reloads itself, such as storing a draft, until `signal` aborts. */
export function beforeReload(flush: Flush, signal: AbortSignal): void {
  flushes.add(flush);
  signal.addEventListener("abort", () => flushes.delete(flush), { once: true });
}

/** Stores what was typed, then reloads the page. */
export async function reloadSafely(): Promise<void> {
  const stored = Promise.allSettled(Array.from(flushes, async (flush) => flush()));
  const waited = new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT_MS));
  await Promise.race([stored, waited]);
  location.reload();
}
