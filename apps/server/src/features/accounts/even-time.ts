import { pause } from "#kernel/pause";

/** Longer than either way takes: an address with an account and one without. */
const LEAST_MS = 120;

/** Answers no sooner than after a fixed time, so that its length does not tell what was found. */
export async function takeEvenTime<T>(work: () => Promise<T>): Promise<T> {
  const least = pause(LEAST_MS);
  const result = await work();
  await least;
  return result;
}
