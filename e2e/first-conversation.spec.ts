import { expect, test } from "./fixtures.ts";
import { findComposer, signUp, write } from "./harness/flows.ts";

test("two people who have never met go from sign-up to conversation", async ({
  place,
  openBrowser,
}) => {
  const [ours, theirs] = [await openBrowser(), await openBrowser()];
  const [nora, haruka] = [await ours.newPage(), await theirs.newPage()];
  const given = Math.random().toString(36).slice(2, 8);

  await signUp(place, nora, `Nora ${given}`);
  await signUp(place, haruka, `Haruka ${given}`);
  for (const page of [nora, haruka]) {
    await page.getByRole("button", { name: /later|skip/i }).click();
    await expect(page).toHaveURL(/\/chats$/);
  }

  await nora.getByRole("link", { name: "Discover" }).click();
  await nora.getByRole("searchbox").fill(`Haruka ${given}`);
  await nora
    .getByRole("listitem")
    .filter({ hasText: `Haruka ${given}` })
    .getByRole("button", { name: /request|say hello/i })
    .click();
  await nora
    .getByRole("dialog")
    .getByRole("textbox")
    .fill("Hello Haruka, shall we trade German for Japanese?");
  await nora.getByRole("dialog").getByRole("button", { name: /send/i }).click();

  await haruka.getByRole("link", { name: /Requests/ }).click();
  await expect(haruka.getByText("shall we trade German for Japanese?")).toBeVisible();
  await haruka.getByRole("button", { name: /accept/i }).click();

  await nora.getByRole("link", { name: /^Chats/ }).click();
  await nora.getByRole("link", { name: `Haruka ${given}` }).click();
  await write(nora, "Guten Abend, Haruka!");
  await haruka.getByRole("link", { name: /^Chats/ }).click();
  await haruka.getByRole("link", { name: `Nora ${given}` }).click();
  await expect(haruka.getByText("Guten Abend, Haruka!")).toBeVisible();
  await write(haruka, "こんばんは、ノラさん。");
  await expect(nora.getByText("こんばんは、ノラさん。")).toBeVisible();
  await expect(findComposer(nora)).toBeEmpty();
});
