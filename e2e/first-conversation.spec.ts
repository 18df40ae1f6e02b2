import { randomUUID } from "node:crypto";
import { expect, test } from "./fixtures.ts";
import { findComposer, findMessages, signUp, skipOnboarding, write } from "./harness/flows.ts";

test("two people who have never met go from sign-up to conversation", async ({
  place,
  openBrowser,
}) => {
  const mark = randomUUID().slice(0, 6);
  const names = { nora: `Nora${mark}`, haruka: `春香${mark}` };
  const [noras, harukas] = [await openBrowser(), await openBrowser()];
  const [nora, haruka] = [await noras.newPage(), await harukas.newPage()];

  await test.step("both sign up with the code from the mail folder", async () => {
    await signUp(place, nora, names.nora);
    await skipOnboarding(nora);
    await signUp(place, haruka, names.haruka);
    await skipOnboarding(haruka);
  });

  await test.step("one finds the other and asks to talk", async () => {
    await nora.getByRole("link", { name: "Discover" }).click();
    await nora.getByRole("searchbox", { name: "Name or username" }).fill(names.haruka);
    await nora.getByRole("button", { name: "Ask to talk" }).click();
    const dialog = nora.getByRole("dialog", { name: `Ask ${names.haruka} to talk` });
    await dialog.getByRole("textbox", { name: "Your note" }).fill("Hallo 春香, sprechen wir?");
    await dialog.getByRole("button", { name: "Send request" }).click();
    await expect(dialog).toBeHidden();
  });

  await test.step("the other sees it without reloading, and accepts", async () => {
    await haruka.getByRole("link", { name: /Friends/ }).click();
    await expect(haruka.getByText("Hallo 春香, sprechen wir?")).toBeVisible();
    await haruka.getByRole("button", { name: "Accept" }).click();
  });

  await test.step("they write to each other", async () => {
    for (const [page, name] of [
      [nora, names.haruka],
      [haruka, names.nora],
    ] as const) {
      await page.getByRole("link", { name: /Chats/ }).click();
      await page.getByRole("link", { name: new RegExp(name) }).click();
      await expect(findComposer(page)).toBeVisible();
    }
    await write(nora, "Guten Abend!");
    await expect(findMessages(haruka).getByText("Guten Abend!")).toBeVisible();
    await write(haruka, "こんばんは、ノラさん。");
    await expect(
      findMessages(nora, names.haruka).getByText("こんばんは、ノラさん。"),
    ).toBeVisible();
    await expect(findComposer(nora)).toBeEmpty();
  });
});
