import { expect, test } from "./fixtures.ts";
import type { PersonWishes } from "./harness/people.ts";

/** A pair of languages that nobody else of the run has. */
const finder: PersonWishes = {
  name: "Aino Virtanen",
  speaks: [{ code: "fi", level: "native" }],
  learns: [
    { code: "is", level: "A1" },
    { code: "et", level: "A1" },
  ],
};

const found: PersonWishes[] = ["Jón", "Guðrún", "Sigurður", "Katrín", "Ólafur"].map((name) => ({
  name,
  speaks: [{ code: "is", level: "native" }],
  learns: [{ code: "fi", level: "B1" }],
}));

test("whoever looks at a profile comes back to the same search, where they were", async ({
  place,
  newPerson,
}) => {
  const { page } = await newPerson(finder);
  for (const wishes of found) await newPerson(wishes);
  await page.setViewportSize({ width: 390, height: 640 });
  await page.goto(`${place.url}/discover`);
  await expect(page.getByRole("heading", { name: "5 people fit" })).toBeVisible();
  await page.getByRole("button", { name: "Filters" }).click();
  await page.getByRole("checkbox", { name: "Estonian" }).uncheck({ force: true });
  await page.getByRole("button", { name: "Filters" }).click();

  const last = page.getByRole("article").last();
  await last.scrollIntoViewIfNeeded();
  const top = await last.evaluate((card) => card.getBoundingClientRect().top);
  await last.getByRole("link", { name: "View profile" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toBeInViewport();
  await page.goBack();
  await expect.poll(() => last.evaluate((card) => card.getBoundingClientRect().top)).toBe(top);
  await page.getByRole("button", { name: "Filters" }).click();
  await expect(page.getByRole("checkbox", { name: "Estonian" })).not.toBeChecked();

  await page.getByRole("checkbox", { name: "Icelandic" }).uncheck({ force: true });
  await page.getByRole("checkbox", { name: "Finnish" }).uncheck({ force: true });
  await expect(page.getByRole("article")).toHaveCount(0);
  await page.getByRole("button", { name: "Reset", exact: true }).click();
  await expect(page.getByRole("article")).toHaveCount(5);
});

test("a search without a network says so, and can be tried again", async ({ place, newPerson }) => {
  const { page, context } = await newPerson(finder);
  await page.goto(`${place.url}/discover`);
  await expect(page.getByRole("heading", { level: 2 })).toBeVisible();
  await context.setOffline(true);
  await page.getByRole("checkbox", { name: "Estonian" }).uncheck({ force: true });
  const again = page.getByRole("button", { name: "Try again" });
  await expect(again).toBeVisible();
  await context.setOffline(false);
  await again.click();
  await expect(again).toBeHidden();
});
