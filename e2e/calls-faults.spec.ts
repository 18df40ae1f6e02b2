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
import { readNow, reportGaps } from "./harness/calls/report.ts";
import { makeFriends } from "./harness/friends.ts";

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
