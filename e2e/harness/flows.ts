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

/** Leaves onboarding for later; ends at the chats. */
export async function skipOnboarding(page: Page): Promise<void> {
  await page.getByRole("button", { name: /later|skip/i }).click();
  await expect(page).toHaveURL(/\/chats$/);
}

/** The box in which one writes to the open conversation. */
export function findComposer(page: Page): Locator {
  return page.getByRole("textbox", { name: "Message" });
}

/** The messages of the open conversation. */
export function findMessages(page: Page, partner: string): Locator {
  return page.getByRole("log", { name: `Messages with ${partner}` });
}

/** Writes and sends with Enter. */
export async function write(page: Page, text: string): Promise<void> {
  const composer = findComposer(page);
  await composer.fill(text);
  await composer.press("Enter");
}
