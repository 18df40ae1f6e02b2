import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { join, resolve } from "node:path";

export const themes = ["light", "dark", "sepia", "contrast"] as const;
export type Theme = (typeof themes)[number];

const sizes = [
  { name: "desktop", width: 1440, height: 900 },
  { name: "tablet", width: 1024, height: 768 },
  { name: "phone", width: 390, height: 844 },
] as const;

const folder = resolve(import.meta.dirname, "../../screenshots");

const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** All else that is asked of a page has the same answer in each theme. */
const rulesOfColour = ["color-contrast", "link-in-text-block"];

/** Draws the page in a theme, the way another tab of the same browser would ask for it. */
async function drawIn(page: Page, theme: Theme): Promise<void> {
  await page.evaluate((choice) => {
    localStorage.setItem("parley.theme", choice);
    dispatchEvent(new StorageEvent("storage", { key: "parley.theme", newValue: choice }));
  }, theme);
  await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
}

/**
 * The page has no fault that axe can see, in any theme; leaves it in the light one.
 * Letters that are a picture and say nothing (`data-decoration`) need no contrast.
 */
async function expectAccessible(page: Page): Promise<void> {
  for (const theme of themes.toReversed()) {
    await drawIn(page, theme);
    await settle(page);
    const axe = new AxeBuilder({ page }).exclude("[data-decoration]");
    const asked = theme === "light" ? axe.withTags(standards) : axe.withRules(rulesOfColour);
    const { violations } = await asked.analyze();
    const faults = violations.flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary ?? ""}`,
      ),
    );
    expect.soft(faults, `axe in ${theme}`).toEqual([]);
  }
}

/** Pictures of a page in three sizes, light and dark: `screenshots/<name>-<size>-<theme>.png`. */
async function takePictures(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  for (const theme of ["dark", "light"] as const) {
    await drawIn(page, theme);
    for (const { name: size, ...viewport } of sizes) {
      await page.setViewportSize(viewport);
      await settle(page);
      await page.screenshot({ path: join(folder, `${name}-${size}-${theme}.png`) });
    }
  }
  if (before) await page.setViewportSize(before);
}

/** All that is asked of the look of a page: no fault for axe, pictures, room for narrow windows and large text. */
export async function expectGoodLooks(page: Page, name: string): Promise<void> {
  await takePictures(page, name);
  await expectAccessible(page);
  await expectRoomFor(page, { width: 320, height: 640 }, "100%");
  await page.screenshot({ path: join(folder, `${name}-320.png`) });
  await expectRoomFor(page, { width: 1024, height: 768 }, "200%");
  await page.screenshot({ path: join(folder, `${name}-large-text.png`) });
  await page.evaluate(() => document.documentElement.style.removeProperty("font-size"));
  await page.setViewportSize(sizes[0]);
}

/** Nothing stands out at the side of the window where nobody could scroll to. */
async function expectRoomFor(
  page: Page,
  size: { width: number; height: number },
  text: string,
): Promise<void> {
  await page.setViewportSize(size);
  await page.evaluate((value) => {
    document.documentElement.style.fontSize = value;
  }, text);
  await settle(page);
  const outside = await page.evaluate(findOutside);
  expect.soft(outside, `outside of ${size.width} pixels with text at ${text}`).toEqual([]);
}

/**
 * What can be seen in part only: what stands out of the window, and what has to be scrolled sideways.
 * Rows of chips may scroll, decorations may be cut.
 */
function findOutside(): string[] {
  const allowed = "[data-decoration], [role=group]";
  const describe = (element: Element) =>
    `${element.tagName} ${element.className} "${element.textContent?.slice(0, 40)}"`;
  return Array.from(document.body.querySelectorAll("*")).flatMap((element) => {
    const { left, right, width, height } = element.getBoundingClientRect();
    const isSeen =
      width > 2 &&
      height > 2 &&
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    if (!isSeen || element.closest(allowed)) return [];
    if (right > innerWidth + 1 || left < -1) return describe(element);
    const isScroller = /auto|scroll/.test(getComputedStyle(element).overflowX);
    return isScroller && element.scrollWidth > element.clientWidth + 1 ? describe(element) : [];
  });
}

/** Fonts are there and nothing moves any more. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.allSettled(
      document
        .getAnimations()
        .filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity)
        .map((animation) => animation.finished),
    );
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  });
}
