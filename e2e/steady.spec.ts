import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { countLines, sendLines } from "./harness/lines.ts";

test("nothing moves when the fonts arrive late, and the pages keep their own rules", async ({
  place,
  friends,
  openBrowser,
}) => {
  const { nora, haruka, conversationId } = friends;
  await sendLines(place, { from: haruka, conversationId }, countLines("古い話", 8));
  const guest = await (await openBrowser()).newPage();
  const visits = [
    {
      page: guest,
      path: "/sign-in",
      isThere: () => guest.getByRole("button", { name: "Sign in" }),
    },
    { page: nora.page, path: "/chats", isThere: () => nora.page.getByText("古い話 8") },
  ];
  for (const { page, path, isThere } of visits) {
    const refused = watchRefusals(page);
    const release = await holdFonts(page);
    await page.addInitScript(countShifts);
    await page.goto(`${place.url}${path}`, { waitUntil: "commit" });
    await expect(isThere()).toBeVisible();
    await release();
    await page.evaluate(() => document.fonts.ready);
    await expect
      .poll(() => page.evaluate(() => document.fonts.check("16px 'Inter Variable'")))
      .toBe(true);
    const moved = await page.evaluate(() => Reflect.get(globalThis, "shifts") as string[]);
    expect(moved, `what moved on ${path}`).toEqual([]);
    expect(refused, `what was refused on ${path}`).toEqual(
      path === "/sign-in" ? ["401 /api/auth/session"] : [],
    );
  }
});

test("on a slow line the mark is seen until the page is there", async ({ place, openBrowser }) => {
  const page = await (await openBrowser()).newPage();
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route("**/assets/*.js", async (route) => {
    await promise;
    await route.continue().catch(() => {});
  });
  await page.goto(place.url, { waitUntil: "commit" });
  const mark = page.locator("#opening");
  await expect(mark).toBeVisible();
  await expect(mark.getByRole("img", { name: "Parley" })).toBeVisible();
  resolve();
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await expect(mark).toBeHidden();
});

/** Runs in the page: gathers what moves without anybody having touched it. */
function countShifts(): void {
  const shifts: string[] = [];
  Reflect.set(globalThis, "shifts", shifts);
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const {
        value = 0,
        hadRecentInput = false,
        sources = [],
      } = entry as PerformanceEntry & {
        value?: number;
        hadRecentInput?: boolean;
        sources?: { node?: Node | null }[];
      };
      if (hadRecentInput || value < 0.0005) continue;
      const nodes = sources.map(({ node }) =>
        node instanceof Element ? node.outerHTML.slice(0, 120) : (node?.textContent ?? "removed"),
      );
      shifts.push(`${value.toFixed(4)} ${nodes.join(" | ")}`);
    }
  });
  observer.observe({ type: "layout-shift", buffered: true });
}

async function holdFonts(page: Page): Promise<() => Promise<void>> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route("**/*.woff2", async (route) => {
    await promise;
    await route.continue().catch(() => {});
  });
  return async () => {
    resolve();
  };
}

function watchRefusals(page: Page): string[] {
  const refused: string[] = [];
  page.on("response", (response) => {
    if (response.status() < 400) return;
    refused.push(`${response.status()} ${new URL(response.url()).pathname}`);
  });
  return refused;
}
