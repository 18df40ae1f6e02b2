import { randomUUID } from "node:crypto";
import { expect, test } from "./fixtures.ts";
import { findComposer, findMessage, introduce, signUp, write } from "./harness/flows.ts";

test("two people who have never met go from sign-up to a lively conversation", async ({
  place,
  openBrowser,
}) => {
  const mark = randomUUID().slice(0, 6);
  const names = { nora: `Nora ${mark}`, haruka: `春香 ${mark}` };
  const [noras, harukas] = [await openBrowser(), await openBrowser()];
  const [nora, haruka] = [await noras.newPage(), await harukas.newPage()];

  await test.step("both sign up with the code from the mail folder and say who they are", async () => {
    await signUp(place, nora, names.nora);
    const bio = "Ich lerne Japanisch, langsam und gern.";
    await introduce(nora, { speaks: "German", learns: "Japanese", place: "Leipzig", bio });
    await signUp(place, haruka, names.haruka);
    await introduce(haruka, {
      speaks: "Japanese",
      learns: "German",
      place: "Matsumoto",
      bio: "山と看板が好きです。",
    });
  });

  await test.step("one finds the other and asks to talk", async () => {
    await nora.getByRole("searchbox", { name: "Name or username" }).fill(names.haruka);
    const card = nora.getByRole("article", { name: names.haruka });
    await expect(card).toContainText("Matsumoto");
    await expect(nora.getByRole("heading", { name: "One person fits" })).toBeVisible();
    await card.getByRole("button", { name: "Ask to talk" }).click();
    const dialog = nora.getByRole("dialog", { name: "Ask 春香 to talk" });
    await dialog.getByRole("textbox", { name: "Your note" }).fill("Hallo 春香, sprechen wir?");
    await dialog.getByRole("button", { name: "Send request" }).click();
    await expect(dialog).toBeHidden();
    await expect(card.getByRole("button", { name: "Requested" })).toBeDisabled();
  });

  await test.step("the other sees it without reloading, and accepts", async () => {
    const friends = haruka.getByRole("link", { name: "One request waits for you Friends" });
    await friends.click();
    await expect(haruka.getByText("Hallo 春香, sprechen wir?")).toBeVisible();
    await haruka.getByRole("button", { name: "Accept" }).click();
    await expect(haruka).toHaveURL(/\/chats\/[0-9a-f-]{36}$/);
    await expect(findComposer(haruka)).toBeVisible();
  });

  await test.step("the one who asked can write at once, and is seen to be there", async () => {
    await nora.getByRole("link", { name: "Write", exact: true }).click();
    await expect(findComposer(nora)).toBeVisible();
    for (const page of [nora, haruka]) {
      await expect(
        page.getByRole("main").getByRole("img", { name: "online" }).first(),
      ).toBeVisible();
    }
  });

  await test.step("who is writing shows, and for how long", async () => {
    await findComposer(nora).pressSequentially("Guten Abend");
    await expect(haruka.getByText("Nora is writing in German")).toBeVisible();
    await findComposer(nora).clear();
    await expect(haruka.getByText("Nora is writing in German")).toBeHidden();
  });

  await test.step("they write to each other; ticks tell how far it came", async () => {
    await haruka.getByRole("link", { name: "Discover" }).click();
    await write(nora, "Guten Abend!");
    await expect(findMessage(nora, "Guten Abend!")).toContainText("delivered");
    await haruka.getByRole("link", { name: "1 unread Chats" }).click();
    await haruka.getByRole("link", { name: new RegExp(names.nora) }).click();
    await expect(findMessage(haruka, "Guten Abend!")).toBeVisible();
    await expect(findMessage(nora, "Guten Abend!")).toContainText("read");
    await write(haruka, "こんばんは、ノラさん。");
    await expect(findMessage(nora, "こんばんは、ノラさん。")).toBeVisible();
    await expect(findMessage(haruka, "こんばんは、ノラさん。")).toContainText("read");
    await expect(findComposer(nora)).toBeEmpty();
  });

  await test.step("who leaves is soon seen to be gone, and a message then stays at one tick", async () => {
    await harukas.close();
    await write(nora, "Bis morgen!");
    await expect(findMessage(nora, "Bis morgen!")).toContainText(/sent$/);
    const head = nora.getByRole("main").getByRole("banner").or(nora.locator("main header"));
    await expect(head.getByRole("img", { name: "online" })).toHaveCount(0, { timeout: 40_000 });
  });
});
