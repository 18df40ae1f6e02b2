import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import {
  equip,
  expectDevicesOff,
  expectNews,
  expectTalk,
  findRing,
  pressControl,
  talk,
} from "./harness/calls/call-flows.ts";
import { blue, expectPicture, expectTone, red } from "./harness/calls/media.ts";
import { hasNamespaces, openNamespaces } from "./harness/calls/namespaces.ts";
import { readNow, reportGaps, reportStart } from "./harness/calls/report.ts";
import { watchForFaults } from "./harness/faults.ts";
import { makeFriends, type Friends } from "./harness/friends.ts";

/** Media need time on a machine with much to do. */
test.describe.configure({ timeout: 180_000 });

test("S8: a reload comes back into the call without ringing", async ({ place, callers }) => {
  const { nora, haruka } = callers;
  await talk(place.url, callers);
  const since = await readNow(nora.page);
  await haruka.page.reload();
  await expectTalk(nora.page, haruka.page);
  expect(
    await haruka.page.evaluate(() => callWatch.news.filter((news) => /Ring/.test(news))),
  ).toEqual([]);
  await expect(findRing(haruka.page)).toHaveCount(0);
  await reportGaps(nora.page, since, "after a reload");
  await pressControl(nora.page, "Leave");
  for (const { page } of [nora, haruka]) await expectDevicesOff(page);
});

test("S9: who was away from the server hears what became of the call", async ({
  place,
  callers,
}) => {
  const { nora, haruka } = callers;
  await talk(place.url, callers);
  await nora.context.setOffline(true);
  await pressControl(haruka.page, "Mute");
  await expectPicture(nora.page, blue);
  await nora.context.setOffline(false);
  await expectNews(nora.page, /^Connected. .* is muted/);

  await nora.context.setOffline(true);
  await pressControl(haruka.page, "Leave");
  await expectDevicesOff(haruka.page);
  await nora.context.setOffline(false);
  await expect(nora.page.getByRole("heading", { name: "The call has ended" })).toBeVisible();
  await expectDevicesOff(nora.page);
});

test("C1: a call outlives the death of the server", async ({ ownProduct, openBrowser }) => {
  const friends = await equip(await makeFriends(ownProduct, openBrowser));
  const { nora, haruka } = friends;
  await talk(ownProduct.url, friends);
  const since = await readNow(nora.page);
  await ownProduct.kill();
  await expectPicture(nora.page, blue);
  await expectTone(haruka.page, red);
  await ownProduct.start();
  await pressControl(nora.page, "Mute");
  await expectNews(haruka.page, /^Connected. Nora is muted/);
  await reportGaps(nora.page, since, "while the server was dead");
  await expectPicture(haruka.page, red);
  await pressControl(haruka.page, "Leave");
  for (const { page } of [nora, haruka]) {
    await expect(page.getByRole("heading", { name: "The call has ended" })).toBeVisible();
    await expectDevicesOff(page);
  }
});

test("X4 and M1: strangers talk through the relay alone, and a lost path comes back", async ({
  relay,
  openProduct,
  openBrowser,
}) => {
  const product = await openProduct(relay.env);
  const friends = await equip(await makeFriends(product, openBrowser));
  const { nora, haruka } = friends;
  await talk(product.url, friends);
  await reportStart(nora.page, haruka.page);
  for (const { page } of [nora, haruka]) {
    expect(await page.evaluate(() => callWatch.readPair())).toMatchObject({
      local: "relay",
      remote: "relay",
    });
  }
  await expectLoss(friends, relay.path, "after a cut path to the relay");
});

// Where namespaces are not permitted, the path to the relay is the one that is lost.
if (hasNamespaces()) {
  test("M1: a direct path that is lost comes back, with the server in reach and without", async ({
    place,
    contextOptions,
  }) => {
    const net = await openNamespaces(Number(new URL(place.url).port));
    const complaints: string[] = [];
    const [first, second] = net.sides;
    const browsers = [first.browser, second.browser];
    try {
      const friends = await makeFriends(place, async () => {
        const context = await browsers.shift()!.newContext(contextOptions);
        watchForFaults(context, complaints);
        return context;
      });
      await talk(place.url, await equip(friends));
      await expectLoss(friends, net, "after a cut direct path");
      await expectLoss(
        friends,
        {
          cut: () => {
            net.cut();
            first.product.cut();
          },
          heal: () => {
            net.heal();
            first.product.heal();
          },
        },
        "after a cut path and server",
      );
      expect(complaints).toEqual([]);
    } finally {
      await net.close();
    }
  });
}

type Path = { cut: () => void; heal: () => void };

/** The path is lost until both sides say so, and then comes back: connected, reconnecting, connected. */
async function expectLoss({ nora, haruka }: Friends, path: Path, what: string): Promise<void> {
  const pages = [nora.page, haruka.page];
  const counts = await Promise.all(pages.map(countNews));
  const built = await countConnections(nora.page);
  const since = await readNow(nora.page);
  path.cut();
  for (const page of pages) await expectNews(page, /Reconnecting/);
  path.heal();
  const healed = await readNow(nora.page);
  await expectTalk(nora.page, haruka.page);
  for (const [index, page] of pages.entries()) {
    const news = await page.evaluate(() => callWatch.news);
    const states = news.slice(counts[index]! - 1).map(nameState);
    expect(states.filter((state, at) => state !== states[at - 1])).toEqual([
      "Connected",
      "Reconnecting",
      "Connected",
    ]);
    await reportGaps(page, since, what);
  }
  const rebuilt = (await countConnections(nora.page)) - built;
  console.log(
    `${what}: cut for ${Math.round(healed - since)} ms, media built anew ${rebuilt} times`,
  );
}

function countConnections(page: Page): Promise<number> {
  return page.evaluate(() => callWatch.connections.length);
}

function countNews(page: Page): Promise<number> {
  return page.evaluate(() => callWatch.news.length);
}

function nameState(news: string): string {
  return /Connected|Reconnecting|Connecting/.exec(news)?.[0] ?? news;
}
