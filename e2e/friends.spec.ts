import { expect, test } from "./fixtures.ts";
import { findComposer, findMessage, openConversation, write } from "./harness/flows.ts";

const readOnly = "This conversation no longer takes messages.";

test("a block takes effect for both at once; what was written can be read", async ({
  place,
  friends,
}) => {
  const { nora, haruka, conversationId } = friends;
  for (const { page } of [nora, haruka]) await openConversation(page, place.url, conversationId);
  await write(nora.page, "Guten Morgen");
  await expect(findMessage(haruka.page, "Guten Morgen")).toBeVisible();
  await findComposer(haruka.page).fill("まだ書いています");

  await nora.page.getByRole("main").getByRole("button", { name: "More" }).click();
  await nora.page.getByRole("menuitem", { name: "Block" }).click();
  const dialog = nora.page.getByRole("dialog", { name: "Block 山田 春香?" });
  await dialog.getByRole("button", { name: "Block" }).click();

  for (const { page } of [nora, haruka]) {
    await expect(page.getByText(readOnly)).toBeVisible();
    await expect(findComposer(page)).toHaveCount(0);
    await expect(findMessage(page, "Guten Morgen")).toBeVisible();
    await expect(page.getByRole("main").getByRole("img", { name: "online" })).toHaveCount(0);
  }

  await test.step("neither finds the other", async () => {
    for (const [{ page }, name] of [
      [nora, haruka.username],
      [haruka, nora.username],
    ] as const) {
      await page.getByRole("link", { name: "Discover" }).click();
      await page.getByRole("searchbox", { name: "Name or username" }).fill(name);
      await expect(page.getByText("No one fits all of this.")).toBeVisible();
    }
    await haruka.page.goto(`${place.url}/people/${nora.id}`);
    await expect(haruka.page.getByText("This profile is not here.")).toBeVisible();
  });

  await test.step("unblocking opens the way to a new request", async () => {
    await nora.page.goto(`${place.url}/people/${haruka.id}`);
    await nora.page.getByRole("button", { name: "Unblock" }).click();
    await expect(nora.page.getByRole("button", { name: "Ask to talk" })).toBeVisible();
  });
});

test("an ended friendship leaves a conversation that can be read", async ({ place, friends }) => {
  const { nora, haruka, conversationId } = friends;
  for (const { page } of [nora, haruka]) await openConversation(page, place.url, conversationId);
  await write(haruka.page, "さようなら");
  await expect(findMessage(nora.page, "さようなら")).toBeVisible();
  await nora.page.getByRole("main").getByRole("button", { name: "More" }).click();
  await nora.page.getByRole("menuitem", { name: "Unfriend" }).click();
  const dialog = nora.page.getByRole("dialog", { name: "End the friendship with 山田 春香?" });
  await dialog.getByRole("button", { name: "Unfriend" }).click();
  for (const { page } of [nora, haruka]) {
    await expect(page.getByText(readOnly)).toBeVisible();
    await expect(findMessage(page, "さようなら")).toBeVisible();
    await page.reload();
    await expect(page.getByText(readOnly)).toBeVisible();
  }
});

test("a message that is refused says why, and can be retried or deleted", async ({
  place,
  friends,
}) => {
  const { nora, haruka, conversationId } = friends;
  const { page, context } = nora;
  await openConversation(page, place.url, conversationId);
  await context.setOffline(true);
  await write(page, "Kommt nicht an");
  await write(page, "Auch nicht");
  await expect(findMessage(page, "Auch nicht")).toContainText("waiting");
  const blocked = await haruka.context.request.put(`${place.url}/api/blocks/${nora.id}`, {
    headers: { origin: place.url },
  });
  expect(blocked.ok()).toBe(true);
  await context.setOffline(false);

  const refused = "Not sent, this conversation no longer takes messages.";
  for (const text of ["Kommt nicht an", "Auch nicht"]) {
    await expect(findMessage(page, text)).toContainText(refused);
  }
  await findMessage(page, "Kommt nicht an").getByRole("button", { name: "Retry" }).click();
  await expect(findMessage(page, "Kommt nicht an")).toContainText(refused);
  await findMessage(page, "Auch nicht").getByRole("button", { name: "Delete" }).click();
  await expect(findMessage(page, "Auch nicht")).toHaveCount(0);
  await page.reload();
  await expect(findMessage(page, "Kommt nicht an")).toContainText(refused);
  await expect(findMessage(page, "Auch nicht")).toHaveCount(0);
});
