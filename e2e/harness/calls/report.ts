import type { MediaPage } from "./media.ts";

/** Prints how long the first picture took on either side; the bench judges it. */
export async function reportStart(...pages: MediaPage[]): Promise<void> {
  for (const page of pages) {
    const took = await page.evaluate(() => {
      const [offer] = callWatch.negotiations;
      return Math.round((callWatch.frames[0] ?? 0) - (offer?.at ?? 0));
    });
    console.log(`offer → first drawn frame: ${took} ms`);
  }
}

/** The page's clock, for what is measured from here on. */
export function readNow(page: MediaPage): Promise<number> {
  return page.evaluate(() => callWatch.now());
}

export type Gaps = { sound: number; picture: number };

/** The longest time without a sound and without a frame since an instant of the page's clock. */
export async function readGaps(page: MediaPage, since: number): Promise<Gaps> {
  const { sounds, frames } = await page.evaluate(() => ({
    sounds: callWatch.sounds,
    frames: callWatch.frames,
  }));
  return { sound: findGap(sounds, since), picture: findGap(frames, since) };
}

export async function reportGaps(page: MediaPage, since: number, what: string): Promise<void> {
  const { sound, picture } = await readGaps(page, since);
  console.log(`${what}: ${sound} ms of sound, ${picture} ms of picture`);
}

function findGap(instants: readonly number[], since: number): number {
  const later = [since, ...instants.filter((at) => at >= since)];
  return Math.round(Math.max(...later.map((at, index) => at - (later[index - 1] ?? at))));
}
