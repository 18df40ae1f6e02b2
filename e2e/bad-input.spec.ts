import { expect, test } from "./fixtures.ts";
import {
  findComposer,
  findMessage,
  findMessages,
  openConversation,
  write,
} from "./harness/flows.ts";
import { befriend, createPerson } from "./harness/people.ts";

test("an empty message is not sent, one that is too long says by how much and stays", async ({
  place,
  friends,
}) => {
  const { page } = friends.nora;
  await openConversation(page, place.url, friends.conversationId);
  const send = page.getByRole("button", { name: "Send" });
  await expect(send).toBeDisabled();
  await write(page, "   \n ");
  await expect(send).toBeDisabled();

  const long = "あ".repeat(8001);
  await findComposer(page).fill(long);
  await expect(page.getByRole("status").filter({ hasText: "Too long by 1" })).toBeVisible();
  await expect(send).toBeDisabled();
  await findComposer(page).press("Enter");
  await expect(findComposer(page)).toHaveValue(long);

  await findComposer(page).press("Backspace");
  await findComposer(page).press("Enter");
  await expect(findMessage(page, "ああ")).toContainText("sent");
  await expect(findMessages(page).getByRole("article")).toHaveCount(1);
});

test("a note that is too short says so, and stays when the dialog is closed", async ({
  place,
  newPerson,
}) => {
  const nora = await newPerson({ name: "Nora Weber" });
  const haruka = await newPerson({ name: "山田 春香" });
  await nora.page.goto(`${place.url}/people/${haruka.id}`);
  await nora.page.getByRole("button", { name: "Ask to talk" }).click();
  const dialog = nora.page.getByRole("dialog");
  const note = dialog.getByRole("textbox", { name: "Your note" });
  await note.fill("Hi");
  await dialog.getByRole("button", { name: "Send request" }).click();
  await expect(dialog.getByText("Write at least 10 characters.")).toBeVisible();
  await expect(note).toHaveAttribute("aria-invalid", "true");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await nora.page.getByRole("button", { name: "Ask to talk" }).click();
  await expect(note).toHaveValue("Hi");
  await note.fill("x".repeat(301));
  await dialog.getByRole("button", { name: "Send request" }).click();
  await expect(dialog.getByText("Write at most 300 characters.")).toBeVisible();
});

test("a form says which field is wrong and why, and keeps the rest", async ({
  place,
  openBrowser,
}) => {
  const page = await (await openBrowser()).newPage();
  await page.goto(`${place.url}/sign-up`);
  const [name, email] = [
    page.getByRole("textbox", { name: "Name" }),
    page.getByRole("textbox", { name: "Email" }),
  ];
  const password = page.getByLabel("Password", { exact: true });
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("Tell us your name.")).toBeVisible();
  await expect(page.getByText("Tell us your email.")).toBeVisible();
  await name.fill("Nora");
  await email.fill("not an address");
  await password.fill("short");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("This is not an email address.")).toBeVisible();
  await expect(page.getByText("Use eight characters or more.")).toBeVisible();
  await expect(email).toHaveAttribute("aria-invalid", "true");
  await expect(name).toHaveValue("Nora");
  await expect(password).toHaveValue("short");
});

test("a username that is taken says so, and what was typed stays", async ({ place, newPerson }) => {
  const nora = await newPerson({ name: "Nora Weber" });
  const haruka = await newPerson({ name: "山田 春香" });
  const { page } = nora;
  await page.goto(`${place.url}/settings/profile`);
  const username = page.getByRole("textbox", { name: "Username" });
  await username.fill(haruka.username);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Somebody has this username already.")).toBeVisible();
  await expect(username).toHaveValue(haruka.username);
});

test("an address that leads nowhere says so", async ({ place, newPerson }) => {
  const { page } = await newPerson({ name: "Nora Weber" });
  await page.goto(`${place.url}/nowhere`);
  await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
  await page.getByRole("link", { name: "To your chats" }).click();
  await expect(page).toHaveURL(/\/chats$/);
  await page.goto(`${place.url}/people/00000000-0000-7000-8000-000000000000`);
  await expect(page.getByText("This profile is not here.")).toBeVisible();
  await page.goto(`${place.url}/chats/not-an-id`);
  await expect(page.getByText("This conversation is not here.")).toBeVisible();
});

test("a server that dies is waited for quietly; what was written is sent when it is back", async ({
  ownProduct,
  openBrowser,
}) => {
  const nora = await createPerson(ownProduct, await openBrowser(), { name: "Nora Weber" });
  const haruka = await createPerson(ownProduct, await openBrowser(), { name: "山田 春香" });
  const conversationId = await befriend(ownProduct, nora, haruka);
  for (const { page } of [nora, haruka])
    await openConversation(page, ownProduct.url, conversationId);
  const { page } = nora;
  await write(page, "Vorher");
  await expect(findMessage(haruka.page, "Vorher")).toBeVisible();

  await ownProduct.kill();
  await write(page, "Währenddessen");
  await expect(findMessage(page, "Währenddessen")).toContainText("Waiting for the network.");
  await expect(page.getByRole("status").getByText("Waiting for the network.")).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: /./ })).toHaveCount(0);
  await page.getByRole("link", { name: "Discover" }).click();
  await expect(page.getByText("The search did not work.")).toBeVisible({ timeout: 30_000 });
  await page.goBack();

  await ownProduct.start();
  // Whoever comes back to the window does not wait for the next attempt.
  for (const open of [page, haruka.page]) {
    await open.evaluate(() => dispatchEvent(new Event("focus")));
  }
  await expect(findMessage(haruka.page, "Währenddessen")).toBeVisible({ timeout: 40_000 });
  await expect(findMessage(page, "Währenddessen")).toContainText("read", { timeout: 40_000 });
  await expect(page.getByText("Waiting for the network.")).toHaveCount(0);
  await expect(findMessages(haruka.page).getByText("Währenddessen")).toHaveCount(1);
});
