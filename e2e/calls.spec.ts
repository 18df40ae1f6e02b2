import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import {
  acceptCall,
  expectDevicesOff,
  expectNews,
  expectTalk,
  findRing,
  findStage,
  openPreview,
  pressControl,
  startCall,
  talk,
} from "./harness/calls/call-flows.ts";
import {
  blue,
  expectNoFrames,
  expectPicture,
  expectSilence,
  expectTone,
  giveDevices,
  red,
} from "./harness/calls/media.ts";
import { reportStart } from "./harness/calls/report.ts";
import { findMessage, openConversation } from "./harness/flows.ts";
import { enterAgain, befriend } from "./harness/people.ts";
import { makeFriends } from "./harness/friends.ts";

/** Media need time on a machine with much to do. */
test.describe.configure({ timeout: 180_000 });

test("K1, M4 and M5: two people see and hear each other, mute, hide and hang up", async ({
  place,
  callers,
}) => {
  const { nora, haruka } = callers;
  await talk(place.url, callers);
  await reportStart(nora.page, haruka.page);

  await test.step("the connection is said to be good, in words and in figures", async () => {
    for (const { page } of [nora, haruka]) {
      await expect(
        findStage(page).getByText(/^Connection: (Good|Fair|Poor), \d+ ms$/),
      ).toBeVisible();
    }
  });

  await test.step("who mutes is silent, and is said to be", async () => {
    await pressControl(nora.page, "Mute");
    await expectNews(haruka.page, /^Connected. Nora is muted/);
    await expectSilence(haruka.page);
    await pressControl(nora.page, "Unmute");
    await expectTone(haruka.page, red);
  });

  await test.step("a camera that is off sends nothing and shows a portrait", async () => {
    await pressControl(haruka.page, "Turn the camera off");
    await expectNews(nora.page, /camera is off$/);
    await expect(
      findStage(nora.page)
        .getByText(/camera is off$/)
        .first(),
    ).toBeVisible();
    await expectNoFrames(nora.page);
    await pressControl(haruka.page, "Turn the camera on");
    await expectPicture(nora.page, blue);
  });

  await test.step("M4: twenty toggles negotiate nothing", async () => {
    const before = await readShape(nora.page);
    expect(before.lines).toBe(3);
    for (let round = 0; round < 5; round += 1) {
      await pressControl(nora.page, "Mute");
      await pressControl(nora.page, "Unmute");
      await pressControl(nora.page, "Turn the camera off");
      await pressControl(nora.page, "Turn the camera on");
    }
    await expectTalk(nora.page, haruka.page);
    expect(await readShape(nora.page)).toEqual(before);
  });

  await test.step("M5: hanging up lets go of every device", async () => {
    await pressControl(haruka.page, "Leave");
    for (const { page } of [nora, haruka]) {
      await expect(page.getByRole("heading", { name: "The call has ended" })).toBeVisible();
      await expectDevicesOff(page);
      await page.getByRole("button", { name: "Close" }).click();
      await expect(findMessage(page, /Video call, \d+ (second|minute)/)).toHaveCount(1);
    }
  });
});

/** What would change if a toggle negotiated. */
function readShape(
  page: Page,
): Promise<{ lines: number; connections: number; negotiations: number }> {
  return page.evaluate(() => ({
    lines: callWatch.countLines(),
    connections: callWatch.connections.length,
    negotiations: callWatch.negotiations.length,
  }));
}

test("a call is declined, cancelled, and refused where one is in another", async ({
  place,
  callers,
  newPerson,
}) => {
  const { nora, haruka, conversationId } = callers;
  await openConversation(nora.page, place.url, conversationId);
  await openConversation(haruka.page, place.url, conversationId);

  await test.step("declined", async () => {
    await startCall(nora.page, "Voice");
    await findRing(haruka.page).getByRole("button", { name: "Decline" }).click();
    await expect(findStage(nora.page).getByRole("heading", { name: "Declined" })).toBeVisible();
    await expectDevicesOff(nora.page);
    await nora.page.getByRole("button", { name: "Close" }).click();
  });

  await test.step("cancelled: it stops to ring, and was missed", async () => {
    await startCall(nora.page, "Voice");
    await expect(findRing(haruka.page)).toBeVisible();
    await pressControl(nora.page, "Cancel");
    await expect(findRing(haruka.page)).toBeHidden();
    await expect(findMessage(haruka.page, "Missed voice call")).toHaveCount(1);
    await expectDevicesOff(nora.page);
  });

  await test.step("S3: nobody is rung in a call", async () => {
    const lucia = await newPerson({ name: "Lucía Pérez" });
    const other = await befriend(place, lucia, haruka);
    await giveDevices(lucia.context, red);
    await openConversation(lucia.page, place.url, other);
    await startCall(nora.page, "Voice");
    await acceptCall(haruka.page);
    await expectNews(haruka.page, /^Connected/);
    await startCall(lucia.page, "Voice");
    const stage = findStage(lucia.page);
    await expect(stage.getByRole("heading", { name: /is in another call$/ })).toBeVisible();
    await expect(findRing(haruka.page)).toHaveCount(0);
    await expectTone(haruka.page, red);
  });
});

test("S4: a call that nobody answers ends by itself and was missed", async ({
  openProduct,
  openBrowser,
}) => {
  const product = await openProduct({ RING_SECONDS: "3" });
  const { nora, haruka, conversationId } = await makeFriends(product, openBrowser);
  await giveDevices(nora.context, red);
  await openConversation(haruka.page, product.url, conversationId);
  await openConversation(nora.page, product.url, conversationId);
  await startCall(nora.page, "Video");
  await expect(findStage(nora.page).getByRole("heading", { name: "No answer" })).toBeVisible();
  await expect(findRing(haruka.page)).toHaveCount(0);
  await expect(findMessage(haruka.page, "Missed video call")).toHaveCount(1);
  await expectDevicesOff(nora.page);
});

test("S1: two who call each other at once are in one call", async ({ place, callers }) => {
  const { nora, haruka, conversationId } = callers;
  const pages = [nora.page, haruka.page];
  for (const page of pages) await openConversation(page, place.url, conversationId);
  const [first, second] = await Promise.all(pages.map((page) => openPreview(page, "Video")));
  // Whoever is slower has the other's ring above the preview.
  await Promise.all([first, second].map((button) => button!.dispatchEvent("click")));
  await expectTalk(nora.page, haruka.page);
  await pressControl(nora.page, "Leave");
  for (const page of pages) {
    await expectDevicesOff(page);
    await page.getByRole("button", { name: "Close" }).click();
    await expect(findMessage(page, /Video call, /)).toHaveCount(1);
  }
});

test("S2: it rings on every device, one answers, and the call moves to the other", async ({
  place,
  callers,
  openBrowser,
}) => {
  const { nora, haruka, conversationId } = callers;
  const context = await openBrowser();
  await giveDevices(context, blue);
  const other = await enterAgain(place, context, haruka);
  for (const page of [nora.page, haruka.page, other]) {
    await openConversation(page, place.url, conversationId);
  }
  await startCall(nora.page, "Video");
  await expect(findRing(other)).toBeVisible();
  await acceptCall(haruka.page);
  await expect(findRing(other)).toBeHidden();
  await expect(other.getByText("Answered in another tab or on another device.")).toBeVisible();
  await expectTalk(nora.page, haruka.page);

  await expect(other.getByText("In a call on another device")).toBeVisible();
  await other.getByRole("button", { name: "Move here" }).click();
  await expect(haruka.page.getByText("The call moved to another tab or device.")).toBeVisible();
  await expectTalk(nora.page, other);
  await expectDevicesOff(haruka.page);
  await pressControl(other, "Leave");
  await expect(nora.page.getByRole("heading", { name: "The call has ended" })).toBeVisible();
  await other.getByRole("button", { name: "Close" }).click();
  await expect(findMessage(other, /Video call, /)).toHaveCount(1);
});

test("a call goes on with what there is of microphone and camera", async ({ place, friends }) => {
  const { nora, haruka, conversationId } = friends;
  await giveDevices(nora.context, { ...red, noCam: "NotAllowedError" });
  await giveDevices(haruka.context, { ...blue, noMic: "NotFoundError", noCam: "NotFoundError" });
  await openConversation(nora.page, place.url, conversationId);
  await openConversation(haruka.page, place.url, conversationId);
  await startCall(nora.page, "Video");
  await expect(findStage(nora.page).getByText("Your browser blocks the camera.")).toBeVisible();
  await acceptCall(haruka.page);
  await expectNews(haruka.page, /^Connected.*camera is off/);
  await expectTone(haruka.page, red);
  await expectNews(nora.page, /^Connected.*muted.*camera is off/);
  await expect(findStage(haruka.page).getByText("No microphone was found.")).toBeVisible();
  await expect(findStage(haruka.page).getByText("No camera was found.")).toBeVisible();
});
