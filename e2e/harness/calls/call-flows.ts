import { expect, type Locator, type Page } from "@playwright/test";
import { openConversation } from "../flows.ts";
import type { Friends } from "../friends.ts";
import { blue, expectBothWays, giveDevices, red } from "./media.ts";

type Media = "Voice" | "Video";

/** The screen of the call. */
export function findStage(page: Page): Locator {
  return page.getByRole("main", { name: /^Call with / });
}

/** The ring of a call that comes in. */
export function findRing(page: Page): Locator {
  return page.getByRole("alertdialog");
}

/** Opens the preview in the open conversation; answers the button that calls. */
export async function openPreview(page: Page, media: Media): Promise<Locator> {
  await page.getByRole("button", { name: `${media} call`, exact: true }).click();
  const dialog = page.getByRole("dialog", { name: new RegExp(`^${media} call with `) });
  const button = dialog.getByRole("button", { name: "Call", exact: true });
  await button.waitFor();
  return button;
}

/** What arrives late may move the button away under the pointer; whoever missed it presses again. */
export async function startCall(page: Page, media: Media): Promise<void> {
  const button = await openPreview(page, media);
  await expect(async () => {
    if (await button.isVisible()) await button.click({ timeout: 1_000 });
    await findStage(page).waitFor({ timeout: 3_000 });
  }).toPass({ timeout: 20_000 });
}

/** Accepts what rings, with what it rings for. */
export async function acceptCall(page: Page): Promise<void> {
  await findRing(page).getByRole("button", { name: "Accept" }).click();
}

/** The browsers of tests give their devices unasked; this page is told that it would be asked. */
export async function sayThatDevicesAreAsked(page: Page): Promise<void> {
  await page.evaluate(() =>
    Object.defineProperty(PermissionStatus.prototype, "state", { get: () => "prompt" }),
  );
}

/** What the screen of the call says aloud; what somebody does not send stands behind "Connected". */
export async function expectNews(page: Page, news: RegExp): Promise<void> {
  const status = findStage(page).locator("> [role=status]");
  await expect(status).toHaveText(news, { timeout: 30_000 });
}

export async function pressControl(page: Page, name: string): Promise<void> {
  const controls = page.getByRole("toolbar", { name: "Call controls" });
  await controls.getByRole("button", { name, exact: true }).click();
}

/** Nora is red and low, Haruka blue and high. */
export async function equip(friends: Friends): Promise<Friends> {
  await giveDevices(friends.nora.context, red);
  await giveDevices(friends.haruka.context, blue);
  return friends;
}

/** Both open their conversation, and talk. */
export async function talk(url: string, friends: Friends): Promise<void> {
  const { nora, haruka, conversationId } = friends;
  for (const { page } of [nora, haruka]) await openConversation(page, url, conversationId);
  await talkFrom(friends);
}

/** Nora calls with video from the open conversation, Haruka accepts, and both see and hear each other. */
export async function talkFrom({ nora, haruka }: Friends): Promise<void> {
  await startCall(nora.page, "Video");
  await acceptCall(haruka.page);
  await expectTalk(nora.page, haruka.page);
}

/** Both are connected, see and hear each other. */
export async function expectTalk(nora: Page, haruka: Page): Promise<void> {
  await expectNews(nora, /^Connected/);
  await expectNews(haruka, /^Connected/);
  await expectBothWays([
    { page: nora, of: blue },
    { page: haruka, of: red },
  ]);
}

/** Every track that `getUserMedia` ever gave is stopped: the light of the camera is off. */
export async function expectDevicesOff(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => fakeDevices.given.map(({ readyState }) => readyState)))
    .toEqual(expect.arrayContaining(["ended"]));
  await expect
    .poll(() =>
      page.evaluate(() => fakeDevices.given.filter(({ readyState }) => readyState === "live")),
    )
    .toEqual([]);
}
