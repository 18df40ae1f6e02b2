import { expect, test } from "./fixtures.ts";
import {
  actOn,
  findComposer,
  findMessage,
  findMessages,
  openConversation,
  write,
  pointAt,
} from "./harness/flows.ts";
import { countLines, sendLines } from "./harness/lines.ts";

test("a message is edited and deleted for both", async ({ place, friends }) => {
  const { nora, haruka, conversationId } = friends;
  for (const { page } of [nora, haruka]) await openConversation(page, place.url, conversationId);
  await write(nora.page, "Ich habe ein Frage");
  await write(nora.page, "Vergiss es");
  await expect(findMessage(haruka.page, "Vergiss es")).toBeVisible();

  await test.step("the arrow key brings the last one back, Escape leaves it as it was", async () => {
    await findComposer(nora.page).press("ArrowUp");
    const editor = nora.page.getByRole("textbox", { name: "Edit the message" });
    await expect(editor).toHaveValue("Vergiss es");
    await editor.press("Escape");
    await expect(findComposer(nora.page)).toBeEmpty();
  });

  await test.step("an edit shows on both sides, and that it is one", async () => {
    await actOn(findMessage(nora.page, "ein Frage"), "Edit");
    const editor = nora.page.getByRole("textbox", { name: "Edit the message" });
    await expect(editor).toHaveValue("Ich habe ein Frage");
    await editor.fill("Ich habe eine Frage");
    await editor.press("Enter");
    for (const { page } of [nora, haruka]) {
      await expect(findMessage(page, "Ich habe eine Frage")).toContainText("edited");
      await expect(findMessage(page, "ein Frage")).toHaveCount(0);
    }
  });

  await test.step("a deletion leaves a note on both sides, also after a reload", async () => {
    await actOn(findMessage(nora.page, "Vergiss es"), "Delete for everyone");
    const dialog = nora.page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Delete for everyone" }).click();
    for (const { page } of [nora, haruka]) {
      await expect(findMessage(page, "This message was deleted.")).toBeVisible();
      await expect(findMessage(page, "Vergiss es")).toHaveCount(0);
    }
    await haruka.page.reload();
    await expect(findMessage(haruka.page, "This message was deleted.")).toBeVisible();
    await expect(findMessage(haruka.page, "Ich habe eine Frage")).toContainText("edited");
  });

  await test.step("Tab leads from the text to what sends it, and then to its language", async () => {
    await findComposer(nora.page).fill("Bis morgen");
    await nora.page.keyboard.press("Tab");
    await expect(nora.page.getByRole("button", { name: "Send", exact: true })).toBeFocused();
    await nora.page.keyboard.press("Tab");
    await expect(nora.page.getByRole("button", { name: /^Message language/ })).toBeFocused();
  });

  await test.step("nobody changes what another wrote", async () => {
    const toolbar = await pointAt(findMessage(haruka.page, "eine Frage"));
    await expect(toolbar.getByRole("button")).toHaveText([""]);
    await expect(toolbar.getByRole("button", { name: "Copy" })).toBeVisible();
  });
});

test("a text is marked with its language and its direction, links lead out safely, text can be copied", async ({
  place,
  friends,
}) => {
  const { nora, haruka, conversationId } = friends;
  await nora.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openConversation(nora.page, place.url, conversationId);
  await openConversation(haruka.page, place.url, conversationId);
  const { page } = nora;
  const text = (said: string) => findMessage(page, said).locator("[dir=auto]").first();

  await write(haruka.page, "看板のアラビア語、読める？");
  await expect(text("看板の")).toHaveAttribute("lang", "ja");
  await write(page, "Das Schild ist auf Arabisch, glaube ich.");
  await expect(text("Das Schild")).toHaveAttribute("lang", "de");
  await write(page, "مرحبا بالعالم");
  await expect(text("مرحبا")).toHaveCSS("direction", "rtl");
  await expect(text("Das Schild")).toHaveCSS("direction", "ltr");

  await write(page, "🥨☕");
  await expect(text("🥨☕")).not.toHaveAttribute("lang");
  await expect(findMessage(page, "🥨☕")).not.toContainText("DE");
  await expect(findMessage(page, "Das Schild")).toContainText("DE");

  await write(page, "Siehe https://example.org/a?b=1 und javascript:alert(1) <b>fett</b>");
  const link = findMessage(haruka.page, "Siehe").getByRole("link");
  await expect(link).toHaveCount(1);
  await expect(link).toHaveAttribute("href", "https://example.org/a?b=1");
  await expect(link).toHaveAttribute("rel", "noopener noreferrer nofollow");
  await expect(findMessage(haruka.page, "<b>fett</b>")).toBeVisible();

  await actOn(findMessage(page, "看板の"), "Copy");
  await expect(page.getByText("Copied.")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    "看板のアラビア語、読める？",
  );
});

test("unread messages are counted, divided off, and read on every device at once", async ({
  place,
  friends,
  openBrowser,
}) => {
  const { nora, haruka, conversationId } = friends;
  const phone = await openBrowser();
  await phone.addCookies(await nora.context.cookies());
  const other = await phone.newPage();
  await sendLines(place, { from: haruka, conversationId }, countLines("古い", 3));
  await openConversation(nora.page, place.url, conversationId);
  await expect(findMessage(nora.page, "古い 3")).toBeVisible();
  await nora.page.goto(`${place.url}/discover`);
  await other.goto(`${place.url}/chats`);
  await expect(other.getByRole("link", { name: /古い 3/ })).toBeVisible();
  await expect(other).toHaveTitle(/^Chats/);

  await sendLines(place, { from: haruka, conversationId }, countLines("新しい", 2));
  const rail = (page: typeof other) => page.getByRole("navigation", { name: "Places" });
  for (const page of [nora.page, other]) {
    await expect(page).toHaveTitle(/^\(2\) /);
    await expect(rail(page).getByRole("link", { name: /2 unread/ })).toBeVisible();
  }
  await expect(nora.page.getByRole("status").getByText("山田 春香")).toBeVisible();

  await openConversation(nora.page, place.url, conversationId);
  await expect(findMessages(nora.page).getByText("2 new messages")).toBeVisible();
  await expect(findMessage(nora.page, "新しい 2")).toBeVisible();
  for (const page of [nora.page, other]) {
    await expect(page).not.toHaveTitle(/^\(/);
    await expect(rail(page).getByRole("link", { name: /unread/ })).toHaveCount(0);
  }
  await expect(other.getByRole("link", { name: /unread message/ })).toHaveCount(0);
});

test("each line of a message runs and stands as its own letters ask", async ({
  place,
  friends,
}) => {
  const { nora, haruka, conversationId } = friends;
  const lines = [{ body: "مرحبا يا نورا\nThe second line ends here." }];
  await sendLines(place, { from: haruka, conversationId }, lines);
  await openConversation(nora.page, place.url, conversationId);
  const body = findMessage(nora.page, "The second line").locator("[dir=auto]");
  const places = await body.evaluate((element) => {
    const text = element.firstChild;
    const content = text?.textContent ?? "";
    const leftOf = (letter: string) => {
      const range = document.createRange();
      if (text) range.setStart(text, content.indexOf(letter));
      if (text) range.setEnd(text, content.indexOf(letter) + 1);
      return range.getBoundingClientRect().left;
    };
    return { arabic: leftOf("م"), first: leftOf("T"), stop: leftOf(".") };
  });
  expect(places.stop, "the full stop ends the English line").toBeGreaterThan(places.first);
  const middle = (places.first + places.stop) / 2;
  expect(places.arabic, "the Arabic line begins at the right").toBeGreaterThan(middle);
});
