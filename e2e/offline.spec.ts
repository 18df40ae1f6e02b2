import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { enterDemo } from "./harness/demo.ts";
import {
  actOn,
  findComposer,
  findMessage,
  findMessages,
  openConversation,
  readBodies,
  write,
} from "./harness/flows.ts";
import { sendLines } from "./harness/lines.ts";

test("without a network one reads and writes on, and everything arrives once and in order", async ({
  place,
  friends,
}) => {
  const { nora, haruka, conversationId } = friends;
  const { page, context } = nora;
  await openConversation(page, place.url, conversationId);
  await openConversation(haruka.page, place.url, conversationId);
  await write(haruka.page, "おはよう");
  await expect(findMessage(page, "おはよう")).toBeVisible();
  await keepOfflineCopy(page);

  await test.step("what is written waits, and is not said to have failed", async () => {
    await context.setOffline(true);
    await write(page, "Erstens");
    await write(page, "Zweitens");
    await expect(findMessage(page, "Erstens")).toContainText("waiting");
    await expect(findMessage(page, "Zweitens")).toContainText("Waiting for the network.");
    await expect(page.getByRole("status").getByText("Waiting for the network.")).toBeVisible();
    await expect(findMessages(page).getByText("Not sent")).toHaveCount(0);
  });

  await test.step("a reload opens the app with all it held, and one can write on", async () => {
    await page.reload();
    await expect(findMessage(page, "おはよう")).toBeVisible();
    await expect(findMessage(page, "Zweitens")).toContainText("waiting");
    await write(page, "Drittens");
    await expect(findMessage(page, "Drittens")).toContainText("waiting");
  });

  await test.step("meanwhile the other writes", async () => {
    await write(haruka.page, "聞こえますか");
    await expect(findMessage(haruka.page, "聞こえますか")).toContainText("sent");
    await expect(findMessages(haruka.page).getByText(/tens$/)).toHaveCount(0);
  });

  await test.step("back online all of it is sent, and what was missed arrives", async () => {
    await context.setOffline(false);
    await expect(findMessage(haruka.page, "Drittens")).toBeVisible();
    const order = ["Erstens", "Zweitens", "Drittens"];
    expect(await readBodies(haruka.page, /tens$/)).toEqual(order);
    await expect(findMessage(page, "聞こえますか")).toBeVisible();
    await expect(findMessage(page, "Drittens")).toContainText("read");
    expect(await readBodies(page, /tens$/)).toEqual(order);
    await expect(page.getByText("Waiting for the network.")).toHaveCount(0);
  });
});

test("a reload in mid-send loses nothing and doubles nothing", async ({ place, friends }) => {
  const { nora, haruka, conversationId } = friends;
  const { page } = nora;
  await openConversation(page, place.url, conversationId);
  await openConversation(haruka.page, place.url, conversationId);
  const sent: string[] = [];
  for (const round of ["eins", "zwei", "drei", "vier"]) {
    const text = `Runde ${round}`;
    sent.push(text);
    await findComposer(page).fill(text);
    await findComposer(page).press("Enter", { noWaitAfter: true });
    await page.reload();
    // The reload may have come before the device had the message: then it is still in the composer.
    await expect.poll(() => findText(page, text)).not.toBe("nowhere");
    if ((await findText(page, text)) === "composer") await findComposer(page).press("Enter");
    await expect(findMessage(page, text)).toContainText(/sent|delivered|read/);
    await expect(findComposer(page)).toBeEmpty();
  }
  await expect(findMessage(haruka.page, "Runde vier")).toBeVisible();
  expect(await readBodies(haruka.page, /^Runde/)).toEqual(sent);
  expect(await readBodies(page, /^Runde/)).toEqual(sent);
});

test("what was edited and deleted offline is so afterwards", async ({ place, friends }) => {
  const { nora, haruka, conversationId } = friends;
  const { page, context } = nora;
  await sendLines(place, { from: nora, conversationId }, [
    { body: "Ein Feler", lang: "de" },
    { body: "Zu viel", lang: "de" },
  ]);
  await openConversation(page, place.url, conversationId);
  await openConversation(haruka.page, place.url, conversationId);
  await expect(findMessage(page, "Zu viel")).toBeVisible();

  await context.setOffline(true);
  await actOn(findMessage(page, "Zu viel"), "Delete for everyone");
  await page.getByRole("dialog").getByRole("button", { name: "Delete for everyone" }).click();
  await actOn(findMessage(page, "Ein Feler"), "Edit");
  const editor = page.getByRole("textbox", { name: "Edit the message" });
  await editor.fill("Ein Fehler");
  await editor.press("Enter");
  await expect(findMessage(page, "Ein Fehler")).toBeVisible();
  await expect(findMessage(haruka.page, "Ein Feler")).toBeVisible();

  await context.setOffline(false);
  await expect(findMessage(haruka.page, "Ein Fehler")).toContainText("edited");
  await expect(findMessage(haruka.page, "This message was deleted.")).toBeVisible();
  await expect(findMessage(haruka.page, "Zu viel")).toHaveCount(0);
});

async function findText(page: Page, text: string): Promise<"thread" | "composer" | "nowhere"> {
  if ((await findMessage(page, text).count()) > 0) return "thread";
  return (await findComposer(page).inputValue()) === text ? "composer" : "nowhere";
}

test("pictures of people that were seen are drawn without a network, and gone after signing out", async ({
  openProduct,
  openBrowser,
}) => {
  const product = await openProduct({}, "demo");
  const context = await openBrowser();
  const page = await enterDemo(context, product.url, "nora");
  const portrait = page.getByRole("navigation", { name: "Conversations" }).locator("img").first();
  await page.goto(`${product.url}/chats`);
  await keepOfflineCopy(page);
  await page.reload();
  await expectDrawn(portrait);
  const shown = await portrait.evaluate((image: HTMLImageElement) => image.src);
  await expect.poll(() => readPictures(page)).toContain(shown);

  await test.step("a reload without a network draws them", async () => {
    await context.setOffline(true);
    await page.reload();
    await expectDrawn(portrait);
    await context.setOffline(false);
  });

  await test.step("of too many those go that were seen longest ago", async () => {
    const addresses = Array.from({ length: 205 }, (_, n) => `${shown}?${n}`);
    await page.evaluate(async (sources) => {
      for (const src of sources) await Object.assign(new Image(), { src }).decode();
    }, addresses);
    await expect.poll(() => readPictures(page)).toEqual(addresses.slice(-200));
  });

  await test.step("who signs out leaves none of them", async () => {
    await page.getByRole("link", { name: "Settings", exact: true }).click();
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await expect(page).toHaveURL(/\/sign-in$/);
    expect(await page.evaluate(() => caches.keys())).toEqual([]);
  });
});

/** Not the initials in its place. */
async function expectDrawn(portrait: Locator): Promise<void> {
  await expect
    .poll(() => portrait.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(0);
}

/** The addresses of the pictures that are kept, from the one seen longest ago. */
async function readPictures(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const kept = await (await caches.open("parley-pictures")).keys();
    return kept.map(({ url }) => url);
  });
}

/** Waits until the service worker has the files of the app and answers for this page. */
async function keepOfflineCopy(page: Page): Promise<void> {
  await page.waitForFunction(async () => {
    await navigator.serviceWorker.ready;
    return navigator.serviceWorker.controller !== null;
  });
}
