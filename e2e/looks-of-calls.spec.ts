import type { BrowserContext, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { enterDemo } from "./harness/demo.ts";
import { findComposer } from "./harness/flows.ts";
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

/** Somebody of the demo in the conversation with somebody else. */
async function openChat(context: BrowserContext, key: string, partner: RegExp): Promise<Page> {
  const page = await enterDemo(context, demo.url, key);
  await page.goto(`${demo.url}/chats`);
  await page
    .getByRole("navigation", { name: "Conversations" })
    .getByRole("link", { name: partner })
    .click();
  await expect(findComposer(page)).toBeVisible();
  return page;
}

type Pair = { nora: Page; haruka: Page };

async function openPair(openBrowser: () => Promise<BrowserContext>): Promise<Pair> {
  return {
    nora: await openChat(await openBrowser(), "nora", /Haruka/),
    haruka: await openChat(await openBrowser(), "haruka", /Nora/),
  };
}

async function ring({ nora, haruka }: Pair): Promise<void> {
  await nora.getByRole("button", { name: "Video call", exact: true }).click();
  await nora.getByRole("dialog").getByRole("button", { name: "Call", exact: true }).click();
  await expect(haruka.getByRole("alertdialog", { name: "Nora Brandt" })).toBeVisible();
}

async function answer({ nora, haruka }: Pair): Promise<void> {
  await haruka.getByRole("alertdialog").getByRole("button", { name: "Accept" }).click();
  await haruka.getByRole("dialog").getByRole("button", { name: "Accept" }).click();
  for (const page of [nora, haruka]) {
    await expect(page.getByRole("timer")).toBeVisible();
    await expect(page.getByLabel(/^Picture of /)).toBeVisible();
  }
}

async function hangUp(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Leave", exact: true }).click();
  await expect(page.getByRole("heading", { name: "The call has ended" })).toBeVisible();
}

test("the preview of a call and both ends of its ring look right", async ({ openBrowser }) => {
  const pair = await openPair(openBrowser);
  const { nora, haruka } = pair;
  await nora.getByRole("button", { name: "Video call", exact: true }).click();
  await expect(nora.getByLabel("Your picture")).toBeVisible();
  await expect(nora.getByText("see each other's network address")).toBeVisible();
  await expectGoodLooks(nora, "call-preview");
  await nora.getByRole("button", { name: "Cancel" }).click();

  await ring(pair);
  await expect(haruka.getByRole("alertdialog")).toBeFocused();
  await expect(haruka).toHaveTitle("Nora is calling · Parley");
  await expectGoodLooks(haruka, "incoming-call");
  await expectGoodLooks(nora, "call-outgoing");
  await haruka.getByRole("alertdialog").getByRole("button", { name: "Decline" }).click();
  await expect(nora.getByRole("heading", { name: "Declined" })).toBeVisible();
  await expectGoodLooks(nora, "call-declined");
});

test("a call, its chat and the way back to it look right", async ({ openBrowser }) => {
  const pair = await openPair(openBrowser);
  const { nora, haruka } = pair;
  await ring(pair);
  await answer(pair);
  await expectGoodLooks(nora, "call");
  await haruka.keyboard.press("v");
  await haruka.keyboard.press("m");
  await expect(nora.getByText("Haruka's camera is off").first()).toBeVisible();
  await expectGoodLooks(nora, "call-camera-off");
  await nora.getByRole("button", { name: "Devices" }).click();
  await expect(nora.getByRole("dialog")).toBeVisible();
  await expectGoodLooks(nora, "call-devices");
  await nora.getByRole("button", { name: "Close" }).click();
  await nora.getByRole("button", { name: "Chat", exact: true }).click();
  await expect(findComposer(nora)).toBeVisible();
  await expectGoodLooks(nora, "call-chat");
  await nora.getByRole("button", { name: "Close the chat" }).click();
  await nora.getByRole("button", { name: "Back to Parley, keep talking" }).click();
  await expect(nora.getByRole("button", { name: "Return to the call" })).toBeFocused();
  await expectGoodLooks(nora, "call-return");
  await nora.getByRole("button", { name: "Return to the call" }).click();
  await hangUp(nora);
  await expectGoodLooks(nora, "call-ended");
});

test("calls in the list, in the thread and beside the chats look right", async ({
  openBrowser,
}) => {
  const pair = await openPair(openBrowser);
  const { nora, haruka } = pair;
  await ring(pair);
  await answer(pair);
  await hangUp(haruka);
  await nora.getByRole("button", { name: "Close" }).click();
  await ring(pair);
  await nora.getByRole("button", { name: "Cancel", exact: true }).click();
  await expect(haruka.getByRole("alertdialog")).toBeHidden();
  await haruka.getByRole("button", { name: "Close" }).click();

  const missed = haruka.getByRole("article").filter({ hasText: "Missed video call" });
  await expect(missed.getByRole("button", { name: "Call back" })).toBeVisible();
  await expectGoodLooks(haruka, "call-messages");
  const places = haruka.getByRole("navigation", { name: "Places" });
  await places.getByRole("link", { name: /Calls/ }).first().click();
  await expect(haruka.getByRole("listitem").filter({ hasText: "Missed video call" })).toBeVisible();
  await expectGoodLooks(haruka, "calls");
  await expect(places.getByText("missed call")).toHaveCount(0);
});
