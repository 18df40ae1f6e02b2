import { setTimeout as wait } from "node:timers/promises";

/** Resolves after the time or as soon as `signal` aborts, whichever comes first; never rejects. */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await wait(milliseconds, undefined, signal && { signal }).catch(() => {});
}

/** Asks again every few milliseconds until the answer is neither false nor null; null when time is up. */
export async function poll<T>(
  milliseconds: number,
  ask: () => Promise<T | null | false>,
): Promise<T | null> {
  const end = performance.now() + milliseconds;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== false) return answer;
    if (performance.now() >= end) return null;
    await pause(20);
  }
}
