import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { findComposer, findMessage, openConversation, signIn, write } from "./harness/flows.ts";
import { readCode } from "./harness/mail.ts";
import { makeEmail } from "./harness/people.ts";

test("a device that is signed out from another goes to the door and keeps nothing", async ({
  place,
  friends,
  openBrowser,
}) => {
  const { nora, conversationId } = friends;
  await openConversation(nora.page, place.url, conversationId);
  await findComposer(nora.page).fill("Ein Geheimnis");

  const other = await (await openBrowser()).newPage();
  await other.goto(`${place.url}/sign-in`);
  await signIn(other, nora);
  await expect(other).toHaveURL(/\/chats$/);
  await other.goto(`${place.url}/settings/devices`);
  const devices = other.getByRole("listitem").filter({ hasText: "Chrom" });
  await expect(devices).toHaveCount(2);
  await devices.getByRole("button", { name: /^Sign out / }).click();

  await expect(nora.page).toHaveURL(/\/sign-in$/);
  await expect(nora.page.getByText("This device was signed out.")).toBeVisible();
  await expect(devices).toHaveCount(1);

  await signIn(nora.page, nora);
  await expect(findComposer(nora.page)).toBeVisible();
  await expect(findComposer(nora.page)).toBeEmpty();
});

test("a session that ran out keeps what was written, for the same account alone", async ({
  place,
  friends,
}) => {
  const { nora, haruka, conversationId } = friends;
  const { page, context } = nora;
  await openConversation(page, place.url, conversationId);
  await findComposer(page).fill("Noch nicht fertig");
  await page.reload();
  await expect(findComposer(page)).toHaveValue("Noch nicht fertig");

  // Nobody looks while the session runs out.
  await page.goto("about:blank");
  await context.clearCookies();
  await page.goto(`${place.url}/chats/${conversationId}`);
  await expect(page).toHaveURL(/\/sign-in$/);
  await expect(page.getByText("what you wrote is kept on this device")).toBeVisible();

  await signIn(page, haruka);
  await expect(page).not.toHaveURL(/\/sign-in$/);
  await openConversation(page, place.url, conversationId);
  await expect(findComposer(page)).toBeEmpty();

  await page.goto("about:blank");
  await context.clearCookies();
  await page.goto(`${place.url}/chats/${conversationId}`);
  await expect(page).toHaveURL(/\/sign-in$/);
  await signIn(page, nora);
  await expect(findComposer(page)).toHaveValue("Noch nicht fertig");
});

test("a wrong password is told, and what was typed stays", async ({ place, newPerson }) => {
  const { page, context, email, password } = await newPerson({ name: "Nora Weber" });
  await context.clearCookies();
  await page.goto(`${place.url}/sign-in`);
  await signIn(page, { email, password: "something else" });
  await expect(page.getByText("The email or the password is not right.")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Email" })).toHaveValue(email);
  await signIn(page, { email, password });
  await expect(page).toHaveURL(/\/chats$/);
});

test("a wrong code says how many tries are left; the step survives a reload", async ({
  place,
  openBrowser,
}) => {
  const page = await (await openBrowser()).newPage();
  const email = makeEmail("Nora");
  await page.goto(`${place.url}/sign-up`);
  await page.getByRole("textbox", { name: "Name" }).fill("Nora");
  await page.getByRole("textbox", { name: "Email" }).fill(email);
  await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
  await page.getByRole("button", { name: "Create account" }).click();
  const boxes = page.getByRole("textbox", { name: "Six-digit code" });
  await expect(boxes).toHaveAttribute("autocomplete", "one-time-code");
  const code = await readCode(place.dataDir, email);

  await boxes.fill(otherCode(code));
  await expect(page.getByRole("alert").getByText("you have four tries left")).toBeVisible();
  await page.reload();
  await expect(page.getByText(email)).toBeVisible();
  await boxes.fill(otherCode(code));
  await expect(page.getByRole("alert").getByText("you have three tries left")).toBeVisible();

  await pasteInto(page, `${code.slice(0, 3)} ${code.slice(3)}`);
  await expect(page).toHaveURL(/\/onboarding$/);
});

test("a forgotten password is replaced by a code from the mail, and all devices are signed out", async ({
  place,
  newPerson,
  openBrowser,
}) => {
  const nora = await newPerson({ name: "Nora Weber" });
  await nora.page.goto(`${place.url}/chats`);
  await expect(nora.page.getByText("Nobody here yet.")).toBeVisible();

  const page = await (await openBrowser()).newPage();
  await page.goto(`${place.url}/sign-in`);
  await page.getByRole("link", { name: "Forgotten?" }).click();
  await page.getByRole("textbox", { name: "Email" }).fill(nora.email);
  await page.getByRole("button", { name: "Send me a code" }).click();
  const boxes = page.getByRole("textbox", { name: "Eight-digit code" });
  await expect(boxes).toBeVisible();
  await boxes.fill(await readCode(place.dataDir, nora.email, 1));
  await page.getByLabel("New password").fill("another good secret");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Your password is changed.")).toBeVisible();
  await expect(nora.page).toHaveURL(/\/sign-in$/);

  await signIn(page, { ...nora, password: "another good secret" });
  await expect(page).toHaveURL(/\/chats$/);
});

test("who signs out with unsent text is asked first, and nothing of them stays", async ({
  place,
  friends,
}) => {
  const { nora, haruka, conversationId } = friends;
  const { page, context } = nora;
  await openConversation(page, place.url, conversationId);
  await context.setOffline(true);
  await write(page, "Nie gesendet");
  await expect(findMessage(page, "Nie gesendet")).toContainText("waiting");
  await haruka.context.request.put(`${place.url}/api/blocks/${nora.id}`, {
    headers: { origin: place.url },
  });
  await context.setOffline(false);
  await expect(findMessage(page, "Nie gesendet")).toContainText("Not sent");

  await page.getByRole("link", { name: "Settings", exact: true }).click();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Sign out with unsent text?" });
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await dialog.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await expect(page.getByRole("status")).toHaveCount(0);
  const left = await page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
  expect(left).toEqual({ databases: [], caches: [], workers: 0 });
  expect((await context.cookies()).filter(({ name }) => name === "parley")).toEqual([]);
});

test("who signs out is asked about a draft too", async ({ place, friends }) => {
  const { page } = friends.nora;
  await openConversation(page, place.url, friends.conversationId);
  await findComposer(page).fill("Noch nicht fertig");
  await page.getByRole("link", { name: "Settings", exact: true }).click();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Sign out with unsent text?" });
  await dialog.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
});

/** Six digits that are not the code. */
function otherCode(code: string): string {
  return code.startsWith("1") ? `2${code.slice(1)}` : `1${code.slice(1)}`;
}

async function pasteInto(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Six-digit code" }).focus();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("ControlOrMeta+v");
}
