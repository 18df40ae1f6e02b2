import { expect, type Locator, type Page } from "@playwright/test";
import { readCode } from "./mail.ts";
import { makeEmail } from "./people.ts";
import type { Place } from "./shared.ts";

type SignedUp = { name: string; email: string; password: string };

/** Signs somebody up by hand, with the code from the mail folder; ends at the first page behind the door. */
export async function signUp(place: Place, page: Page, name: string): Promise<SignedUp> {
  const person = { name, email: makeEmail(name), password: "correct horse battery" };
  await page.goto(`${place.url}/sign-up`);
  await page.getByRole("textbox", { name: "Name" }).fill(person.name);
  await page.getByRole("textbox", { name: "Email" }).fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page).toHaveURL(/\/verify$/);
  const code = await readCode(place.dataDir, person.email);
  await page.getByRole("textbox", { name: "Six-digit code" }).fill(code);
  await expect(page).toHaveURL(/\/onboarding$/);
  return person;
}

type Introduction = { speaks: string; learns: string; place: string; bio: string };

/** Answers what onboarding asks; ends among the people to discover. */
export async function introduce(page: Page, said: Introduction): Promise<void> {
  await addLanguage(page, "Add a language you speak", said.speaks);
  const taught = page.getByRole("region", { name: "You can teach" });
  await taught.getByRole("radio", { name: "Native" }).check({ force: true });
  await addLanguage(page, "Add a language to learn", said.learns);
  const learned = page.getByRole("region", { name: "You are learning" });
  await learned.getByRole("radio", { name: "B1" }).check({ force: true });
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("textbox", { name: "Place" }).fill(said.place);
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("textbox", { name: "About you" }).fill(said.bio);
  await page.getByRole("button", { name: "Find a partner" }).click();
  await expect(page).toHaveURL(/\/discover$/);
}

async function addLanguage(page: Page, button: string, name: string): Promise<void> {
  await page.getByRole("button", { name: button }).click();
  const dialog = page.getByRole("dialog", { name: button });
  await dialog.getByRole("combobox").fill(name);
  await expect(dialog.getByRole("option").first()).toContainText(name);
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
}

/** Fills the sign-in page that is open, and goes on. */
export async function signIn(page: Page, who: { email: string; password: string }): Promise<void> {
  await page.getByRole("textbox", { name: "Email" }).fill(who.email);
  await page.getByLabel("Password", { exact: true }).fill(who.password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Opens a conversation by its address, ready to be written to. */
export async function openConversation(page: Page, url: string, id: string): Promise<void> {
  await page.goto(`${url}/chats/${id}`);
  await expect(findComposer(page)).toBeVisible();
}

/** The box in which one writes to the open conversation. */
export function findComposer(page: Page): Locator {
  return page.getByRole("textbox", { name: "Message", exact: true });
}

/** The messages of the open conversation. */
export function findMessages(page: Page): Locator {
  return page.getByRole("log", { name: /^Messages with / });
}

/** The message of the open conversation that says this. */
export function findMessage(page: Page, text: string | RegExp): Locator {
  return findMessages(page).getByRole("article").filter({ hasText: text });
}

/** The messages whose text fits, from top to bottom, as far as they are drawn. */
export async function readBodies(page: Page, pattern: RegExp): Promise<string[]> {
  const bodies = await findMessages(page)
    .getByRole("article")
    .locator("[dir=auto]")
    .allInnerTexts();
  return bodies.filter((body) => pattern.test(body));
}

/**
 * The toolbar that a message shows under the pointer. What still loads may move the message away from
 * under it; a person moves the pointer after it, and so does this.
 */
export async function pointAt(message: Locator): Promise<Locator> {
  const toolbar = message.getByRole("toolbar");
  await expect(async () => {
    await message.hover();
    await expect(toolbar).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 15_000 });
  return toolbar;
}

/** Presses an act of the toolbar of a message. */
export async function actOn(message: Locator, act: string): Promise<void> {
  const toolbar = await pointAt(message);
  await toolbar.getByRole("button", { name: act, exact: true }).click();
}

/** Writes and sends with Enter. */
export async function write(page: Page, text: string): Promise<void> {
  const composer = findComposer(page);
  await composer.fill(text);
  await composer.press("Enter");
}
