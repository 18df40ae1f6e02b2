import { expect, type BrowserContext } from "@playwright/test";
import { CallWatch } from "./call-watch.ts";
import { FakeDevices, type Devices } from "./fake-devices.ts";

declare global {
  /** In pages of call tests alone. */
  var fakeDevices: FakeDevices;
  var callWatch: CallWatch;
}

/** A page of either browser: Playwright's and Puppeteer's both fit. */
export type MediaPage = { evaluate<Answer>(run: () => Answer | Promise<Answer>): Promise<Answer> };

export const red: Devices = { colour: [200, 40, 40], hz: 500 };
export const blue: Devices = { colour: [40, 60, 200], hz: 1100 };

/** The script that a page has to run before its own. */
export function makeMediaScript(devices: Devices): string {
  return `
    globalThis.fakeDevices = new (${FakeDevices.toString()})(${JSON.stringify(devices)});
    globalThis.callWatch = new (${CallWatch.toString()})();
  `;
}

export async function giveDevices(context: BrowserContext, devices: Devices): Promise<void> {
  await context.addInitScript({ content: makeMediaScript(devices) });
}

/** Sees the other side's colour, in frames that go on being drawn. */
export async function expectPicture(page: MediaPage, { colour }: Devices): Promise<void> {
  await expect
    .poll(async () => measureDistance(await page.evaluate(() => callWatch.see()), colour), {
      message: "how far the picture's colour is off",
      timeout: 30_000,
    })
    .toBeLessThan(60);
  const drawn = await page.evaluate(() => callWatch.frames.length);
  await expect
    .poll(() => page.evaluate(() => callWatch.frames.length), {
      message: "drawn frames",
      timeout: 30_000,
    })
    .toBeGreaterThan(drawn + 5);
}

export async function expectTone(page: MediaPage, { hz }: Devices): Promise<void> {
  await expect
    .poll(
      async () => {
        const sound = await page.evaluate(() => callWatch.hear());
        return sound.peak > 0.02 ? Math.abs(sound.hz - hz) : Infinity;
      },
      { message: "how far the pitch is off", timeout: 30_000 },
    )
    .toBeLessThan(40);
}

/** Nothing was heard for a whole second. */
export async function expectSilence(page: MediaPage): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => callWatch.now() - (callWatch.sounds.at(-1) ?? 0)))
    .toBeGreaterThan(1000);
}

/** Nothing was drawn for a whole second. */
export async function expectNoFrames(page: MediaPage): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => callWatch.now() - (callWatch.frames.at(-1) ?? 0)))
    .toBeGreaterThan(1000);
}

/** Both sides see and hear each other. */
export async function expectBothWays(
  sides: readonly { page: MediaPage; of: Devices }[],
): Promise<void> {
  await Promise.all(
    sides.map(async ({ page, of }) => {
      await expectPicture(page, of);
      await expectTone(page, of);
    }),
  );
}

function measureDistance(seen: number[] | null, wanted: readonly number[]): number {
  if (!seen) return Infinity;
  return Math.max(...wanted.map((value, channel) => Math.abs(value - (seen[channel] ?? 0))));
}
