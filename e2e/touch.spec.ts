import { expect, test } from "./fixtures.ts";
import { findComposer, findMessage, openConversation } from "./harness/flows.ts";

test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

test("a long press opens what can be done with a message, and lifting the finger chooses nothing", async ({
  place,
  friends,
}) => {
  const { nora, conversationId } = friends;
  const { page, context } = nora;
  await openConversation(page, place.url, conversationId);
  await findComposer(page).fill("Lange gedrückt");
  await page.getByRole("button", { name: "Send" }).tap();
  const message = findMessage(page, "Lange gedrückt");
  await expect(message).toBeVisible();
  const box = await message.boundingBox();
  if (box === null) throw new Error("The message has no box.");

  const finger = await context.newCDPSession(page);
  const touchPoints = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }];
  await finger.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
  const sheet = page.getByRole("dialog");
  const copy = sheet.getByRole("button", { name: "Copy" });
  await expect(copy).toBeVisible();
  await sheet.evaluate(async (popup) => {
    await Promise.all(popup.getAnimations().map((animation) => animation.finished));
  });
  await finger.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await copy.tap({ trial: true });
  await expect(sheet).toBeVisible();
  await sheet.getByRole("button", { name: "Edit" }).tap();
  await expect(page.getByRole("textbox", { name: "Edit the message" })).toHaveValue(
    "Lange gedrückt",
  );
});

test("on a phone the friends lead back to the chats", async ({ place, friends }) => {
  const { page } = friends.nora;
  await page.goto(`${place.url}/chats`);
  await page.getByRole("button", { name: "Friends" }).tap();
  await expect(page).toHaveURL(/\/requests$/);
  await page.getByRole("link", { name: "Back to chats" }).tap();
  await expect(page).toHaveURL(/\/chats$/);
});

test("with large text on a small phone the head of a conversation shows the whole name and every button", async ({
  place,
  friends,
}) => {
  const { haruka, conversationId } = friends;
  const { page } = haruka;
  await openConversation(page, place.url, conversationId);
  const name = page.getByRole("heading", { name: "Nora Weber", level: 1 });
  const menu = page.getByRole("button", { name: "More", exact: true });
  for (const [width, text] of [
    [390, "200%"],
    [390, "100%"],
    [320, "200%"],
    [320, "100%"],
  ] as const) {
    await page.setViewportSize({ width, height: 844 });
    await page.evaluate((size) => {
      document.documentElement.style.fontSize = size;
    }, text);
    await expect
      .poll(() => name.evaluate((box) => box.scrollWidth - box.clientWidth), {
        message: `what is cut off the name at ${width} with text of ${text}`,
      })
      .toBe(0);
    await expect(menu).toBeInViewport({ ratio: 1 });
  }
});
