import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import {
  acceptCall,
  findRing,
  findStage,
  openPreview,
  pressControl,
  sayThatDevicesAreAsked,
  startCall,
} from "./harness/calls/call-flows.ts";
import { findComposer, findMessage, openConversation } from "./harness/flows.ts";

test.describe.configure({ timeout: 240_000 });

/** The screen of a call takes the focus itself: its name is read, and a key pressed too long mutes nobody. */
async function expectStageFocus(page: Page): Promise<void> {
  await expect(findStage(page)).toBeFocused();
}

async function expectConnected(page: Page): Promise<void> {
  await expect(findStage(page).getByRole("timer")).toBeVisible({ timeout: 30_000 });
}

test("the screen of a call is left and found again, with keys and with the browser's buttons", async ({
  place,
  friends,
}) => {
  const { nora, haruka, conversationId } = friends;
  await openConversation(nora.page, place.url, conversationId);
  await openConversation(haruka.page, place.url, conversationId);
  const voiceCall = nora.page.getByRole("button", { name: "Voice call", exact: true });

  await test.step("a preview that is closed gives the focus back to what opened it", async () => {
    await openPreview(nora.page, "Voice");
    await nora.page.keyboard.press("Escape");
    await expect(voiceCall).toBeFocused();
  });

  await startCall(nora.page, "Voice");
  await expectStageFocus(nora.page);
  await acceptCall(haruka.page);
  await expectStageFocus(haruka.page);
  await expectConnected(nora.page);
  const { page } = nora;
  const wayBack = page.getByRole("button", { name: "Return to the call" });

  await test.step("M and V switch microphone and camera, but not while one writes", async () => {
    await page.keyboard.press("m");
    await expect(page.getByRole("button", { name: "Unmute" })).toBeVisible();
    await expect(findStage(haruka.page).getByText("Nora is muted").first()).toBeVisible();
    await page.keyboard.press("v");
    await expect(page.getByRole("button", { name: "Turn the camera off" })).toBeVisible();
    await expect(haruka.page.getByLabel("Picture of Nora")).toBeVisible({ timeout: 30_000 });
    await pressControl(page, "Chat");
    await findComposer(page).fill("m und v");
    await findComposer(page).press("Enter");
    await expect(page.getByRole("button", { name: "Unmute" })).toBeVisible();
    await expect(
      findStage(haruka.page).getByRole("button", { name: "Chat, 1 unread" }),
    ).toBeVisible();
    await expect(findMessage(page, "m und v")).not.toContainText("read");
  });

  await test.step("Escape closes the chat, then leaves the screen, and never hangs up", async () => {
    await page.keyboard.press("Escape");
    await expect(findComposer(page)).toBeHidden();
    await page.keyboard.press("Escape");
    await expect(wayBack).toBeFocused();
    await page.keyboard.press("Enter");
    await expectStageFocus(page);
  });

  await test.step("going back leaves the screen, not the call", async () => {
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: "Calls" }).first().click();
    await wayBack.click();
    await expect(findStage(page)).toBeVisible();
    await page.goBack();
    await expect(findStage(page)).toBeHidden();
    await wayBack.click();
  });

  await test.step("the end says how long it was, and Close leads back to the page", async () => {
    await pressControl(haruka.page, "Leave");
    await expect(page.getByRole("heading", { name: "The call has ended" })).toBeFocused();
    await page.getByRole("button", { name: "Close" }).click();
    await expect(findMessage(page, /Voice call, \d+ second/)).toBeVisible();
    await expect(findComposer(page)).toBeFocused();
    await haruka.page.getByRole("button", { name: "Close" }).click();
    await expect(findComposer(haruka.page)).toBeFocused();
  });

  await test.step("what opened a call has the focus again, also when the call ends out of sight", async () => {
    await startCall(page, "Voice");
    await acceptCall(haruka.page);
    await expectConnected(page);
    await page.keyboard.press("Escape");
    await expect(wayBack).toBeFocused();
    await pressControl(haruka.page, "Leave");
    await expect(wayBack).toBeHidden();
    await expect(voiceCall).toBeFocused();
  });

  await test.step("who has switched single letters off mutes nobody with them", async () => {
    await page.goto(`${place.url}/settings/look`);
    const shortcuts = page.getByRole("switch", { name: "Single-key shortcuts" });
    await expect(shortcuts).toBeChecked();
    const saved = page.waitForResponse(/users\/me$/);
    await shortcuts.uncheck();
    expect((await saved).ok()).toBe(true);
    await openConversation(page, place.url, conversationId);
    await startCall(page, "Voice");
    await page.keyboard.press("m");
    const mute = page.getByRole("button", { name: "Mute" });
    await expect(mute).not.toHaveAttribute("aria-keyshortcuts");
    await mute.click();
    await expect(page.getByRole("button", { name: "Unmute" })).toBeVisible();
    await pressControl(page, "Cancel");
  });
});

test("a ring tells who calls, can be answered in writing, and leaves what was missed", async ({
  place,
  friends,
}) => {
  const { nora, haruka, conversationId } = friends;
  await openConversation(nora.page, place.url, conversationId);
  await haruka.page.goto(`${place.url}/discover`);
  const places = haruka.page.getByRole("navigation", { name: "Places" });

  await test.step("the focus is on the ring itself, and the title names the caller", async () => {
    await startCall(nora.page, "Video");
    await expect(findRing(haruka.page)).toBeFocused();
    await expect(haruka.page).toHaveTitle("Nora is calling · Parley");
    await haruka.page.keyboard.press("Escape");
    await expect(findRing(haruka.page)).toBeVisible();
  });

  await test.step("Reply declines and opens the conversation", async () => {
    await findRing(haruka.page).getByRole("button", { name: "Reply" }).click();
    await expect(nora.page.getByRole("heading", { name: "Declined" })).toBeVisible();
    await expect(findComposer(haruka.page)).toBeFocused();
    await expect(haruka.page).toHaveURL(new RegExp(`/chats/${conversationId}$`));
    await nora.page.getByRole("button", { name: "Close" }).click();
  });

  await test.step("a missed call stands in the thread, the list and the badge until it is seen", async () => {
    await startCall(nora.page, "Voice");
    await expect(findRing(haruka.page)).toBeVisible();
    await pressControl(nora.page, "Cancel");
    await expect(findMessage(haruka.page, "Missed voice call")).toBeVisible();
    await expect(places.getByText("One missed call")).toBeAttached();
    await places.getByRole("link", { name: /Calls/ }).click();
    const missed = haruka.page.getByRole("listitem").filter({ hasText: "Missed voice call" });
    await expect(missed).toBeVisible();
    await expect(places.getByText("One missed call")).not.toBeAttached();
    const callBack = missed.getByRole("button", { name: "Call Nora back" });
    await callBack.click();
    await expect(haruka.page.getByRole("dialog", { name: "Voice call with Nora" })).toBeVisible();
    await haruka.page.keyboard.press("Enter");
    await expectStageFocus(haruka.page);
    await pressControl(haruka.page, "Cancel");
    await expect(callBack).toBeFocused();
  });

  await test.step("one tap accepts a ring, and the call has the focus", async () => {
    await openConversation(haruka.page, place.url, conversationId);
    await startCall(haruka.page, "Video");
    await expectStageFocus(haruka.page);
    await acceptCall(nora.page);
    await expectStageFocus(nora.page);
    await pressControl(nora.page, "Leave");
    await nora.page.getByRole("button", { name: "Close" }).click();
    await haruka.page.getByRole("button", { name: "Close" }).click();
  });

  await test.step("where the browser has to ask for the devices, the preview comes before the call", async () => {
    await sayThatDevicesAreAsked(nora.page);
    await startCall(haruka.page, "Video");
    await acceptCall(nora.page);
    const preview = nora.page.getByRole("dialog", { name: /^Video call from / });
    await preview.getByRole("button", { name: "Cancel" }).click();
    await expect(findRing(nora.page)).toBeFocused();
    await acceptCall(nora.page);
    await preview.getByRole("button", { name: "Join" }).click();
    await expectStageFocus(nora.page);
    await pressControl(nora.page, "Leave");
  });
});

test("nothing in the preview of a call moves when its devices come", async ({ place, friends }) => {
  const { page } = friends.nora;
  await page.addInitScript(() => {
    const { mediaDevices } = navigator;
    // An empty page has none.
    if (!mediaDevices) return;
    const gate = Promise.withResolvers<void>();
    addEventListener("devices-come", () => gate.resolve());
    const give = mediaDevices.getUserMedia.bind(mediaDevices);
    const list = mediaDevices.enumerateDevices.bind(mediaDevices);
    mediaDevices.getUserMedia = (wanted) => gate.promise.then(() => give(wanted));
    mediaDevices.enumerateDevices = () => gate.promise.then(list);
  });
  await page.reload();
  await openConversation(page, place.url, friends.conversationId);
  const button = await openPreview(page, "Video");
  await expect(page.getByText("see each other's network address")).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Speaker" })).toBeDisabled();
  const before = await button.boundingBox();
  await page.evaluate(() => dispatchEvent(new Event("devices-come")));
  await expect(page.getByRole("combobox", { name: "Speaker" })).toBeEnabled();
  await expect(page.getByLabel("Your picture")).toBeVisible();
  expect(await button.boundingBox()).toEqual(before);
});

test("nobody is called where nobody may write", async ({ place, friends }) => {
  const { nora, haruka, conversationId } = friends;
  await openConversation(nora.page, place.url, conversationId);
  await expect(nora.page.getByRole("button", { name: "Voice call" })).toBeEnabled();
  const blocked = await haruka.context.request.put(`${place.url}/api/blocks/${nora.id}`, {
    headers: { origin: place.url },
  });
  expect(blocked.ok()).toBe(true);
  await expect(nora.page.getByRole("button", { name: "Voice call" })).toBeDisabled();
  await expect(nora.page.getByRole("button", { name: "Video call" })).toBeDisabled();
});
