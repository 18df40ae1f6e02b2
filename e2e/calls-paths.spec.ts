import type { BrowserContext, BrowserContextOptions, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import {
  acceptCall,
  equip,
  pressControl,
  startCall,
  talk,
  talkFrom,
} from "./harness/calls/call-flows.ts";
import { launchFirefox } from "./harness/calls/firefox.ts";
import { expectLoss, expectRestart, healedLate, type Sides } from "./harness/calls/losses.ts";
import { blue, expectBothWays, giveDevices, red } from "./harness/calls/media.ts";
import {
  hasNamespaces,
  openNamespaces,
  routerAddress,
  type Namespaces,
} from "./harness/calls/namespaces.ts";
import { describeRelayAt, startRelayIn } from "./harness/calls/relay.ts";
import { reportStart } from "./harness/calls/report.ts";
import { watchForFaults } from "./harness/faults.ts";
import { openConversation } from "./harness/flows.ts";
import { makeFriends, type Friends } from "./harness/friends.ts";
import type { Place } from "./harness/shared.ts";

/** Media need time on a machine with much to do. */
test.describe.configure({ timeout: 180_000 });

test("X4, M1 and M2: strangers talk through the relay alone, and outlive a lost path to it and its end", async ({
  relay,
  openProduct,
  openBrowser,
}) => {
  const product = await openProduct(relay.env);
  const friends = await equip(await makeFriends(product, openBrowser));
  const { nora, haruka } = friends;
  await talk(product.url, friends);
  await reportStart(nora.page, haruka.page);
  for (const { page } of [nora, haruka]) await expectPair(page, ["relay", "relay"]);
  await expectRestart(nora.page, () =>
    expectLoss(
      sidesOf(friends),
      healedLate(nora.page, relay.path),
      "after a cut path to the relay",
    ),
  );
  await expectRestart(nora.page, () =>
    expectLoss(
      sidesOf(friends),
      healedLate(nora.page, { cut: relay.kill, heal: relay.start }),
      "after a restart of the relay",
    ),
  );
});

for (const caller of ["Chromium", "Firefox"] as const) {
  test(`M1: a path that is lost comes back when ${caller} has called the other browser`, async ({
    relay,
    openProduct,
    openBrowser,
  }) => {
    const product = await openProduct(relay.env);
    const { nora, haruka, conversationId } = await makeFriends(product, openBrowser);
    await giveDevices(nora.context, red);
    await openConversation(nora.page, product.url, conversationId);
    const firefox = await launchFirefox(blue);
    try {
      await firefox.enter(haruka.context);
      await firefox.page.goto(`${product.url}/chats/${conversationId}`);
      if (caller === "Chromium") {
        await startCall(nora.page, "Video");
        await firefox.accept();
      } else {
        await firefox.call();
        await acceptCall(nora.page);
      }
      const sides = [
        { page: nora.page, of: blue },
        { page: firefox.page, of: red },
      ];
      await expectBothWays(sides);
      await expectRestart(nora.page, () =>
        expectLoss(
          sides,
          healedLate(nora.page, relay.path),
          `after a cut path, called by ${caller}`,
        ),
      );
      await pressControl(nora.page, "Leave");
    } finally {
      await firefox.close();
    }
  });
}

// Where namespaces are not permitted, the path to the relay is the one that is lost.
if (hasNamespaces()) {
  test("M1: a direct path that is lost comes back, with the server in reach and without", async ({
    place,
    contextOptions,
  }) => {
    await withNamespaces(place, contextOptions, async (net, friends) => {
      await talk(place.url, friends);
      const sides = sidesOf(friends);
      await expectRestart(friends.nora.page, () =>
        expectLoss(sides, healedLate(friends.nora.page, net), "after a cut direct path"),
      );
      const [{ product }] = net.sides;
      const cut = () => {
        net.cut();
        product.cut();
      };
      const heal = () => {
        net.heal();
        product.heal();
      };
      await expectLoss(sides, { cut, heal }, "after a cut path and server");
    });
  });

  test("M1: the relay takes over from a direct path that stays lost", async ({
    openProduct,
    contextOptions,
  }) => {
    const product = await openProduct(describeRelayAt(routerAddress));
    await withNamespaces(product, contextOptions, async (net, friends) => {
      const relay = await startRelayIn(net.router.name, routerAddress);
      const { nora, haruka } = friends;
      await talk(product.url, friends);
      await expectPair(nora.page, ["relay", "relay"]);
      // Whoever has talked once is shown the other's address, and talks without the relay.
      await pressControl(nora.page, "Leave");
      for (const { page } of [nora, haruka])
        await page.getByRole("button", { name: "Close" }).click();
      await talkFrom(friends);
      await expectPair(nora.page, ["host", "host"]);
      await expectRestart(nora.page, () =>
        expectLoss(
          sidesOf(friends),
          { cut: net.router.separate, heal: () => {} },
          "after the relay took over",
        ),
      );
      expect(await readPair(nora.page)).toContain("relay");
      await relay.stop();
    });
  });
}

/** Friends at a place, each behind a network of their own. */
async function withNamespaces(
  place: Place,
  options: BrowserContextOptions,
  run: (net: Namespaces, friends: Friends) => Promise<void>,
): Promise<void> {
  const net = await openNamespaces(Number(new URL(place.url).port));
  const complaints: string[] = [];
  const browsers = net.sides.map(({ browser }) => browser);
  const openBrowser = async (): Promise<BrowserContext> => {
    const context = await browsers.shift()!.newContext(options);
    watchForFaults(context, complaints);
    return context;
  };
  try {
    await run(net, await equip(await makeFriends(place, openBrowser)));
    expect(complaints).toEqual([]);
  } finally {
    await net.close();
  }
}

function sidesOf({ nora, haruka }: Friends): Sides {
  return [
    { page: nora.page, of: blue },
    { page: haruka.page, of: red },
  ];
}

async function expectPair(page: Page, kinds: string[]): Promise<void> {
  await expect.poll(() => readPair(page)).toEqual(kinds);
}

/** The kinds of the candidates between which media flows. */
async function readPair(page: Page): Promise<string[]> {
  const pair = await page.evaluate(() => callWatch.readPair());
  return pair ? [pair.local, pair.remote] : [];
}
