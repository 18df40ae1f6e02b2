import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { enterDemo } from "./harness/demo.ts";
import { actOn, findComposer, findMessages, pointAt } from "./harness/flows.ts";
import { expectGoodLooks } from "./harness/looks.ts";
import { startProduct, type Product } from "./harness/product.ts";
import { sharedPort } from "./harness/shared.ts";

test.describe.configure({ mode: "default", timeout: 150_000 });

let demo: Product;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  demo = await startProduct({ port: sharedPort + 20, entry: "demo" });
});

test.afterAll(async () => {
  await demo.stop();
  demo.removeData();
});

type Screen = { name: string; path: string; isThere: (page: Page) => Promise<void> };

async function seesHeading(page: Page, name: string | RegExp): Promise<void> {
  await expect(page.getByRole("heading", { name }).first()).toBeVisible();
}

const screens: Screen[] = [
  { name: "chats", path: "/chats", isThere: (page) => seesRow(page, "Haruka") },
  { name: "requests", path: "/requests", isThere: (page) => seesHeading(page, "Your friends") },
  { name: "discover", path: "/discover", isThere: (page) => seesHeading(page, /people fit/) },
  { name: "settings", path: "/settings", isThere: (page) => seesHeading(page, "Settings") },
  { name: "not-found", path: "/nowhere", isThere: (page) => seesHeading(page, "nothing here") },
  ...["profile", "languages", "devices", "privacy", "look", "account"].map((section) => ({
    name: `settings-${section}`,
    path: `/settings/${section}`,
    isThere: (page: Page) => expect(page.locator(`#${section}`)).toBeVisible(),
  })),
];

for (const { name, path, isThere } of screens) {
  test(`${name} looks right`, async ({ openBrowser }) => {
    const page = await enterDemo(await openBrowser(), demo.url, "nora");
    await page.goto(`${demo.url}${path}`);
    await isThere(page);
    await expectGoodLooks(page, name);
  });
}

test("a conversation looks right", async ({ openBrowser }) => {
  const page = await enterDemo(await openBrowser(), demo.url, "nora");
  await page.goto(`${demo.url}/chats`);
  await page.getByRole("link", { name: /Haruka/ }).click();
  await expect(findComposer(page)).toBeVisible();
  await expect(findMessages(page).getByRole("article").last()).toBeVisible();
  await expectGoodLooks(page, "conversation");
  await page.setViewportSize({ width: 1024, height: 768 });
  await page.getByRole("button", { name: "About your partner" }).click();
  await expect(
    page.getByRole("dialog").getByRole("heading", { name: "About Haruka" }),
  ).toBeVisible();
  await expectGoodLooks(page, "conversation-panel");
});

test("a conversation in Arabic, its toolbar and its questions look right", async ({
  openBrowser,
}) => {
  const page = await enterDemo(await openBrowser(), demo.url, "nora");
  await page.goto(`${demo.url}/chats`);
  await page.getByRole("link", { name: /Yusuf/ }).click();
  const own = findMessages(page).getByRole("article", { name: /^You/ }).last();
  await pointAt(own);
  await expectGoodLooks(page, "conversation-arabic");
  await actOn(own, "Delete for everyone");
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectGoodLooks(page, "delete-dialog");
});

test("the dialog that asks to talk, and a person's profile, look right", async ({
  openBrowser,
}) => {
  const page = await enterDemo(await openBrowser(), demo.url, "nora");
  await page.goto(`${demo.url}/discover`);
  await page.getByRole("link", { name: "View profile" }).first().click();
  await expect(page).toHaveURL(/\/people\//);
  await seesHeading(page, "Speaks");
  await expectGoodLooks(page, "person");
  await page.goBack();
  await page.getByRole("button", { name: "Ask to talk" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Send request" }).click();
  await expect(dialog.getByText("Write at least 10 characters.")).toBeVisible();
  await expectGoodLooks(page, "ask-dialog");
});

async function seesRow(page: Page, name: string): Promise<void> {
  const list = page.getByRole("navigation", { name: "Conversations" });
  await expect(list.getByRole("link", { name: new RegExp(name) })).toBeVisible();
}
