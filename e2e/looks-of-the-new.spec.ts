import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { findComposer } from "./harness/flows.ts";
import { expectGoodLooks } from "./harness/looks.ts";
import { befriend } from "./harness/people.ts";

test.describe.configure({ timeout: 150_000 });

test("the steps of onboarding look right", async ({ place, newPerson }) => {
  const { page } = await newPerson({ name: "Nora Weber", isOnboarded: false });
  await page.goto(`${place.url}/onboarding`);
  await expect(page.getByRole("heading", { name: /What do you speak/ })).toBeVisible();
  await page.getByRole("button", { name: "German" }).click();
  await expectGoodLooks(page, "onboarding-languages");
  await page.getByRole("button", { name: "Add a language to learn" }).click();
  await expect(page.getByRole("option").first()).toBeVisible();
  await expectGoodLooks(page, "onboarding-choose-language");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { name: "Where are you?" })).toBeVisible();
  await expectGoodLooks(page, "onboarding-place");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { name: "Say hello" })).toBeVisible();
  await expectGoodLooks(page, "onboarding-hello");
});

test("empty places look right", async ({ place, newPerson }) => {
  const nora = await newPerson({ name: "Nora Weber" });
  const haruka = await newPerson({ name: "山田 春香", speaks: [{ code: "ja", level: "native" }] });
  const { page } = nora;
  await page.goto(`${place.url}/chats`);
  await expect(page.getByText("Nobody here yet.")).toBeVisible();
  await expectGoodLooks(page, "chats-empty");
  await page.goto(`${place.url}/discover`);
  await page.getByRole("searchbox", { name: "Name or username" }).fill("nobody at all");
  await expect(page.getByText("No one fits all of this.")).toBeVisible();
  await expectGoodLooks(page, "discover-empty");
  const conversationId = await befriend(place, haruka, nora);
  await page.goto(`${place.url}/chats/${conversationId}`);
  await expect(findComposer(page)).toBeVisible();
  await expectGoodLooks(page, "conversation-empty");
});

test("what is loading and what did not load look right", async ({ place, newPerson }) => {
  const { page } = await newPerson({ name: "Nora Weber" });
  await page.goto(`${place.url}/requests`);
  await expect(page.getByText("Nobody here yet.")).toBeVisible();
  const release = await holdBack(page, "**/api/users?**");
  await page.getByRole("link", { name: "Discover" }).click();
  await expect(page.getByText("Finding people who fit")).toBeAttached();
  await expectGoodLooks(page, "discover-loading");
  await release();
  await expect(page.getByRole("searchbox")).toBeVisible();

  await page.context().setOffline(true);
  await page.getByRole("searchbox", { name: "Name or username" }).fill("Haruka");
  await expect(page.getByText("The search did not work.")).toBeVisible();
  await expect(page.getByText("Waiting for the network.")).toBeVisible();
  await expectGoodLooks(page, "discover-failed");
});

test("chats that are loading, and that did not load, look right", async ({ place, newPerson }) => {
  const { page, context } = await newPerson({ name: "Nora Weber" });
  const release = await holdBack(page, "**/api/sync");
  await page.goto(`${place.url}/chats`);
  await expect(page.getByRole("heading", { name: "Chats" })).toBeVisible();
  await expectGoodLooks(page, "chats-loading");
  await context.setOffline(true);
  await expect(page.getByText("Your chats did not load.")).toBeVisible();
  await expectGoodLooks(page, "chats-failed");
  await release();
  await context.setOffline(false);
  await expect(page.getByText("Nobody here yet.")).toBeVisible({ timeout: 30_000 });
});

/** Lets requests wait on their way until what is returned is called. */
async function holdBack(page: Page, pattern: string): Promise<() => Promise<void>> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route(pattern, async (route) => {
    await promise;
    await route.continue().catch(() => {});
  });
  return async () => {
    resolve();
    await page.unroute(pattern);
  };
}
