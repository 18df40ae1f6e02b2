import { expect } from "@playwright/test";
import type { Devices } from "./fake-devices.ts";
import { expectBothWays, type MediaPage } from "./media.ts";
import { readNow, reportGaps } from "./report.ts";

/** Whoever talks, and whom they see and hear. */
export type Sides = readonly { page: MediaPage; of: Devices }[];

type Path = { cut: () => void; heal: () => void };

/** The path is lost until all sides say so, and then comes back: connected, reconnecting, connected. */
export async function expectLoss(sides: Sides, path: Path, what: string): Promise<void> {
  const before = await Promise.all(sides.map(({ page }) => readState(page)));
  const since = await readNow(sides[0]!.page);
  path.cut();
  for (const { page } of sides) await expectLastNews(page, /Reconnecting/);
  path.heal();
  const healed = await readNow(sides[0]!.page);
  for (const { page } of sides) await expectLastNews(page, /^Connected/);
  await expectBothWays(sides);
  for (const [index, { page }] of sides.entries()) {
    const { news, connections } = await readState(page);
    const states = news.slice(before[index]!.news.length - 1).map(nameState);
    const changes = states.filter((state, at) => state !== states[at - 1]);
    expect(changes.slice(0, 3)).toEqual(["Connected", "Reconnecting", "Connected"]);
    // Where the machine itself stalls for two seconds, that is said too.
    expect(changes.slice(3)).not.toContain("Connecting");
    expect(connections, "the connection is kept, not built anew").toBe(before[index]!.connections);
    await reportGaps(page, since, what);
  }
  console.log(`${what}: cut for ${Math.round(healed - since)} ms`);
}

/** What brings media back is a restart of ICE: the same connection talks in another session of it. */
export async function expectRestart(page: MediaPage, act: () => Promise<void>): Promise<void> {
  const before = await readSession(page);
  await act();
  expect(await readSession(page), "the session of ICE").not.toBe(before);
}

async function expectLastNews(page: MediaPage, news: RegExp): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => callWatch.news.at(-1)), { timeout: 30_000 })
    .toMatch(news);
}

function readState(page: MediaPage): Promise<{ news: string[]; connections: number }> {
  return page.evaluate(() => ({
    news: callWatch.news,
    connections: callWatch.connections.length,
  }));
}

async function readSession(page: MediaPage): Promise<string | undefined> {
  const pair = await page.evaluate(() => callWatch.readPair());
  return pair?.session;
}

function nameState(news: string): string {
  return /Connected|Reconnecting|Connecting/.exec(news)?.[0] ?? news;
}
