import { expect } from "@playwright/test";
import type { Devices } from "./fake-devices.ts";
import { expectBothWays, type MediaPage } from "./media.ts";
import { readNow, reportGaps } from "./report.ts";

/** Whoever talks, and whom they see and hear. */
export type Sides = readonly { page: MediaPage; of: Devices }[];

type Path = { cut: () => void | Promise<void>; heal: () => void | Promise<void> };

/** The path is lost until all sides say so, and then comes back: connected, reconnecting, connected. */
export async function expectLoss(sides: Sides, path: Path, what: string): Promise<void> {
  const before = await Promise.all(sides.map(({ page }) => readState(page)));
  const since = await readNow(sides[0]!.page);
  const healed = await outlive(sides, path);
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

/** Cuts a path, heals it once all sides have said so, waits until they talk; answers when it was healed. */
export async function outlive(sides: Sides, path: Path): Promise<number> {
  const before = await Promise.all(sides.map(({ page }) => readState(page)));
  await path.cut();
  await Promise.all(sides.map(({ page }, index) => expectLost(page, before[index]!.news.length)));
  await path.heal();
  const healed = await readNow(sides[0]!.page);
  await Promise.all(sides.map(({ page }) => expectConnected(page)));
  await expectBothWays(sides);
  return healed;
}

/** The path, healed only when a restart of ICE is under way: until then it could come back by itself. */
export function healedLate(page: MediaPage, path: Path): Path {
  let steps = 0;
  return {
    cut: async () => {
      steps = await countSteps(page);
      await path.cut();
    },
    heal: async () => {
      await expect
        .poll(() => countSteps(page), { message: "steps of negotiation", timeout: 30_000 })
        .toBeGreaterThan(steps);
      await path.heal();
    },
  };
}

/**
 * Both sides agree on a restart of ICE: another session on the same connection. Over which path media
 * come back is the browser's to choose; one that is well again may be as good as a new one.
 */
export async function expectRestart(page: MediaPage, act: () => Promise<void>): Promise<void> {
  const before = await readSession(page);
  await act();
  await expect
    .poll(() => readSession(page), { message: "the session of ICE", timeout: 30_000 })
    .not.toBe(before);
}

/** It has been said since, however short the loss was. */
async function expectLost(page: MediaPage, since: number): Promise<void> {
  await expect
    .poll(async () => (await readState(page)).news.slice(since).join("; "), { timeout: 30_000 })
    .toContain("Reconnecting");
}

async function expectConnected(page: MediaPage): Promise<void> {
  await expect
    .poll(async () => (await readState(page)).news.at(-1), { timeout: 30_000 })
    .toMatch(/^Connected/);
}

function readState(page: MediaPage): Promise<{ news: string[]; connections: number }> {
  return page.evaluate(() => ({
    news: callWatch.news,
    connections: callWatch.connections.length,
  }));
}

function countSteps(page: MediaPage): Promise<number> {
  return page.evaluate(() => callWatch.negotiations.length);
}

function readSession(page: MediaPage): Promise<string | null> {
  return page.evaluate(() => callWatch.readSession());
}

function nameState(news: string): string {
  return /Connected|Reconnecting|Connecting/.exec(news)?.[0] ?? news;
}
