import { expect, test } from "./fixtures.ts";
import { expectGoodLooks } from "./harness/looks.ts";
import { makeEmail } from "./harness/people.ts";

test.describe.configure({ timeout: 150_000 });

const pages = [
  { path: "/sign-in", heading: "Trade languages, fairly." },
  { path: "/sign-up", heading: "Create your account" },
  { path: "/forgot", heading: "Forgotten password" },
];

for (const { path, heading } of pages) {
  test(`${path} looks right`, async ({ place, openBrowser }) => {
    const page = await (await openBrowser()).newPage();
    await page.goto(`${place.url}${path}`);
    await expect(page.getByRole("heading", { name: heading })).toBeVisible();
    await expectGoodLooks(page, path.slice(1));
  });
}

test("the pages that ask for a code look right", async ({ place, openBrowser }) => {
  const page = await (await openBrowser()).newPage();
  await page.goto(`${place.url}/sign-up`);
  await page.getByRole("textbox", { name: "Name" }).fill("Nora");
  await page.getByRole("textbox", { name: "Email" }).fill(makeEmail("Nora"));
  await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByRole("textbox", { name: "Six-digit code" }).fill("000000");
  await expect(page.getByRole("alert").getByText("tries left")).toBeVisible();
  await expectGoodLooks(page, "verify-wrong-code");

  await page.goto(`${place.url}/forgot`);
  await page.getByRole("textbox", { name: "Email" }).fill(makeEmail("Nora"));
  await page.getByRole("button", { name: "Send me a code" }).click();
  await expect(page.getByRole("textbox", { name: "Eight-digit code" })).toBeVisible();
  await expectGoodLooks(page, "reset");
});

test("a refused sign-in looks right", async ({ place, openBrowser }) => {
  const page = await (await openBrowser()).newPage();
  await page.goto(`${place.url}/sign-in`);
  await page.getByRole("textbox", { name: "Email" }).fill(makeEmail("Nora"));
  await page.getByLabel("Password", { exact: true }).fill("something else");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("The email or the password is not right.")).toBeVisible();
  await expectGoodLooks(page, "sign-in-refused");
});
