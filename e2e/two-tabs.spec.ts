import { expect, test } from "./fixtures.ts";
import {
  findComposer,
  findMessage,
  findMessages,
  openConversation,
  readBodies,
  write,
} from "./harness/flows.ts";
import { countLines, sendLines } from "./harness/lines.ts";

test("two tabs of one browser are one device", async ({ place, friends }) => {
  const { nora, haruka, conversationId } = friends;
  const first = nora.page;
  const second = await nora.context.newPage();
  await openConversation(first, place.url, conversationId);
  await openConversation(second, place.url, conversationId);
  await openConversation(haruka.page, place.url, conversationId);

  await test.step("what one tab writes the other shows, and the partner gets once", async () => {
    await write(first, "Von der ersten");
    await expect(findMessage(second, "Von der ersten")).toContainText("read");
    await write(second, "Von der zweiten");
    await expect(findMessage(first, "Von der zweiten")).toContainText("read");
    await expect(findMessage(haruka.page, "Von der zweiten")).toHaveCount(1);
    expect(await readBodies(haruka.page, /^Von der/)).toEqual([
      "Von der ersten",
      "Von der zweiten",
    ]);
  });

  await test.step("both show what arrives, and count it once", async () => {
    await write(haruka.page, "こんにちは");
    await expect(findMessage(first, "こんにちは")).toHaveCount(1);
    await expect(findMessage(second, "こんにちは")).toHaveCount(1);
  });

  await test.step("closing the tab that leads changes nothing", async () => {
    await first.close();
    await write(second, "Noch da");
    await expect(findMessage(second, "Noch da")).toContainText("read");
    await expect(findMessage(haruka.page, "Noch da")).toHaveCount(1);
    await write(haruka.page, "よかった");
    await expect(findMessage(second, "よかった")).toBeVisible();
  });
});

test("a tab that is closed in mid-send leaves its messages to the other", async ({
  place,
  friends,
}) => {
  const { nora, haruka, conversationId } = friends;
  await openConversation(nora.page, place.url, conversationId);
  const second = await nora.context.newPage();
  await openConversation(second, place.url, conversationId);
  await openConversation(haruka.page, place.url, conversationId);
  await write(second, "Kennenlernen");
  await expect(findMessage(second, "Kennenlernen")).toContainText("read");

  for (const { body } of countLines("Zeile", 5)) await write(nora.page, body);
  await expect(findMessage(nora.page, "Zeile 5")).toBeVisible();
  await nora.page.close();

  await expect(findMessage(haruka.page, "Zeile 5")).toBeVisible();
  expect(await readBodies(haruka.page, /^Zeile/)).toEqual(
    countLines("Zeile", 5).map(({ body }) => body),
  );
  await expect(findMessage(second, "Zeile 5")).toContainText("read");
});

test("what is being written survives reload and stands in the list", async ({ place, friends }) => {
  const { nora, conversationId } = friends;
  const { page } = nora;
  await openConversation(page, place.url, conversationId);
  await findComposer(page).fill("Noch nicht fertig");
  await page.reload();
  await expect(findComposer(page)).toHaveValue("Noch nicht fertig");

  await page.getByRole("link", { name: /^Chats/ }).click();
  const row = page.getByRole("navigation", { name: "Conversations" }).getByRole("listitem");
  await expect(row).toContainText("Draft");
  await expect(row).toContainText("Noch nicht fertig");

  const second = await nora.context.newPage();
  await openConversation(second, place.url, conversationId);
  await expect(findComposer(second)).toHaveValue("Noch nicht fertig");
  await findComposer(second).press("Enter");
  await expect(findMessage(second, "Noch nicht fertig")).toContainText("sent");
  await page.reload();
  await openConversation(page, place.url, conversationId);
  await expect(findComposer(page)).toBeEmpty();
});

test("a conversation read in one tab is read in the other", async ({ place, friends }) => {
  const { nora, haruka, conversationId } = friends;
  await nora.page.goto(`${place.url}/chats`);
  const second = await nora.context.newPage();
  await second.goto(`${place.url}/discover`);
  await expect(second.getByRole("heading", { name: "Discover" })).toBeVisible();
  await sendLines(place, { from: haruka, conversationId }, countLines("行", 3));
  await expect(nora.page).toHaveTitle(/^\(3\) /);
  await expect(second).toHaveTitle(/^\(3\) /);
  await nora.page.getByRole("link", { name: /3 unread messages/ }).click();
  await expect(findMessages(nora.page)).toContainText("行 3");
  await expect(nora.page).toHaveTitle(/^(?!\()/);
  await expect(second).toHaveTitle(/^(?!\()/);
});
