import type { BrowserContext, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import {
  acceptCall,
  findRing,
  findStage,
  openPreview,
  pressControl,
  startCall,
} from "./harness/calls/call-flows.ts";
import { enterDemo } from "./harness/demo.ts";
import { findComposer, findMessages } from "./harness/flows.ts";
import { expectGoodLooks } from "./harness/looks.ts";
import { startProduct, type Product } from "./harness/product.ts";
import { sharedPort } from "./harness/shared.ts";

test.describe.configure({ mode: "default", timeout: 240_000 });

let demo: Product;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  demo = await startProduct({
    port: sharedPort + 45,
    entry: "demo",
    env: { RING_SECONDS: "120" },
  });
});

test.afterAll(async () => {
  await demo.stop();
  demo.removeData();
});

type Pair = { nora: Page; haruka: Page };

async function openPair(openBrowser: () => Promise<BrowserContext>): Promise<Pair> {
  return {
    nora: await openChat(await openBrowser(), "nora", /Haruka/),
    haruka: await openChat(await openBrowser(), "haruka", /Nora/),
  };
}

/** Somebody of the demo in the conversation with somebody else. */
async function openChat(context: BrowserContext, key: string, partner: RegExp): Promise<Page> {
  const page = await enterDemo(context, demo.url, key);
  await page.goto(`${demo.url}/chats`);
  const list = page.getByRole("navigation", { name: "Conversations" });
  await list.getByRole("link", { name: partner }).click();
  await expect(findComposer(page)).toBeVisible();
  return page;
}

async function talk({ nora, haruka }: Pair): Promise<void> {
  await startCall(nora, "Video");
  await acceptCall(haruka);
  for (const page of [nora, haruka]) {
    await expect(findStage(page).getByLabel(/^Picture of /)).toBeVisible({ timeout: 30_000 });
  }
}

/** A call that nobody ends lives on for a while, and keeps its people busy for the next test. */
async function hangUp(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Leave", exact: true }).click();
  await expect(page.getByRole("button", { name: "Leave", exact: true })).toBeHidden();
}

test("the preview of a call looks right", async ({ openBrowser }) => {
  const { nora } = await openPair(openBrowser);
  await openPreview(nora, "Video");
  await expect(nora.getByLabel("Your picture")).toBeVisible();
  await expect(nora.getByText("see each other's network address")).toBeVisible();
  await expectGoodLooks(nora, "call-preview");
});

test("a ring looks right", async ({ openBrowser }) => {
  const { nora, haruka } = await openPair(openBrowser);
  await startCall(nora, "Video");
  await expect(findRing(haruka)).toBeVisible();
  await expectGoodLooks(haruka, "call-incoming");
  await pressControl(nora, "Cancel");
  await expect(findRing(haruka)).toBeHidden();
});

test("a call that is declined looks right", async ({ openBrowser }) => {
  const { nora, haruka } = await openPair(openBrowser);
  await startCall(nora, "Voice");
  await findRing(haruka).getByRole("button", { name: "Decline" }).click();
  await expect(nora.getByRole("heading", { name: "Declined" })).toBeVisible();
  await expectGoodLooks(nora, "call-declined");
});

test("a call looks right", async ({ openBrowser }) => {
  const pair = await openPair(openBrowser);
  await talk(pair);
  await expectGoodLooks(pair.nora, "call");
  await hangUp(pair.nora);
});

test("a call without picture and sound, and its devices, look right", async ({ openBrowser }) => {
  const pair = await openPair(openBrowser);
  const { nora, haruka } = pair;
  await talk(pair);
  await haruka.keyboard.press("v");
  await haruka.keyboard.press("m");
  await expect(nora.getByText("Haruka's camera is off").first()).toBeVisible();
  await expectGoodLooks(nora, "call-camera-off");
  await pressControl(nora, "Devices");
  await expect(nora.getByRole("dialog")).toBeVisible();
  await expectGoodLooks(nora, "call-devices");
  await nora.getByRole("button", { name: "Close" }).click();
  await hangUp(nora);
});

test("the chat beside a call looks right", async ({ openBrowser }) => {
  const pair = await openPair(openBrowser);
  await talk(pair);
  await pressControl(pair.nora, "Chat");
  await expect(findMessages(pair.nora)).toBeVisible();
  await expectGoodLooks(pair.nora, "call-chat");
  await hangUp(pair.nora);
});

test("the way back to a call looks right", async ({ openBrowser }) => {
  const pair = await openPair(openBrowser);
  await talk(pair);
  await pair.nora.getByRole("button", { name: "Back to Parley, keep talking" }).click();
  await expect(pair.nora.getByRole("button", { name: "Return to the call" })).toBeVisible();
  await expectGoodLooks(pair.nora, "call-return");
  await hangUp(pair.nora);
});

test("a path that is lost holds the picture and looks right", async ({ openBrowser }) => {
  const pair = await openPair(openBrowser);
  await talk(pair);
  await pair.haruka.close();
  const heading = pair.nora.getByRole("heading", { name: "Haruka's connection dropped" });
  await expect(heading).toBeVisible({ timeout: 30_000 });
  await expect(
    pair.nora.getByText(/^Reconnecting, \d+ seconds?\. The call stays open for one minute\.$/),
  ).toBeVisible();
  await pair.nora.screenshot({ path: "screenshots/call-reconnecting.png" });
  await hangUp(pair.nora);
});

test("calls in the thread and in the list look right", async ({ openBrowser }) => {
  const { nora, haruka } = await openPair(openBrowser);
  await startCall(nora, "Video");
  await expect(findRing(haruka)).toBeVisible();
  await pressControl(nora, "Cancel");
  const missed = haruka.getByRole("article").filter({ hasText: "Missed video call" }).last();
  await expect(missed.getByRole("button", { name: "Call back" })).toBeVisible();
  await expectGoodLooks(haruka, "call-messages");
  await haruka.goto(`${demo.url}/calls`);
  await expect(
    haruka.getByRole("listitem").filter({ hasText: "Missed video call" }).first(),
  ).toBeVisible();
  await expectGoodLooks(haruka, "calls");
});
