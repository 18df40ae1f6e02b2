import { expect, test } from "./fixtures.ts";
import { expectAccessible, takePictures } from "./harness/looks.ts";

const pages = [
  { path: "/sign-in", heading: "Trade languages, fairly." },
  { path: "/sign-up", heading: "Create your account" },
  { path: "/forgot", heading: "Forgotten password" },
];

for (const { path, heading } of pages) {
  test(`${path} is accessible in every theme`, async ({ page, place }) => {
    await page.goto(`${place.url}${path}`);
    await expect(page.getByRole("heading", { name: heading })).toBeVisible();
    await takePictures(page, path.slice(1));
    await expectAccessible(page);
  });
}
