import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { findMessage, findMessages, openConversation } from "./harness/flows.ts";
import { countLines, sendLines } from "./harness/lines.ts";

const count = 260;

test("a long history is read up and down without losing the place", async ({ place, friends }) => {
  const { nora, haruka, conversationId } = friends;
  const { page } = nora;
  await sendLines(place, { from: haruka, conversationId }, countLines("Zeile", count));
  await sendLines(place, { from: nora, conversationId }, [{ body: "Das Ende", lang: "de" }]);
  await openConversation(page, place.url, conversationId);

  await test.step("it opens where the unread begin, and counts what is below", async () => {
    await expect(findMessages(page).getByText(`${count} new messages`)).toBeInViewport();
    await expect(findMessage(page, /Zeile 1(?!\d)/)).toBeInViewport();
  });

  await test.step("downwards every line comes, once and in order", async () => {
    const seen = await scrollThrough(page, 1, () => lastShown(page).then((last) => last === count));
    expect(seen).toEqual(Array.from({ length: count }, (_, index) => index + 1));
    await expect(page).not.toHaveTitle(/^\(/);
  });

  await test.step("upwards again, with the older ones coming in above", async () => {
    await page.reload();
    await expect(findMessage(page, "Das Ende")).toBeInViewport();
    const seen = await scrollThrough(page, -1, async () => (await shownNumbers(page)).includes(1));
    expect(seen).toEqual(Array.from({ length: count }, (_, index) => index + 1));
  });

  await test.step("what arrives meanwhile moves nothing, and a button leads to it", async () => {
    await expectStill(page);
    const before = await topOf(page, /Zeile 3(?!\d)/);
    await sendLines(place, { from: haruka, conversationId }, [{ body: "Neues", lang: "de" }]);
    const latest = page.getByRole("button", { name: /^Latest/ });
    await expect(latest).toContainText("1 new message");
    expect(Math.abs((await topOf(page, /Zeile 3(?!\d)/)) - before)).toBeLessThan(2);
    await latest.click();
    await expect(findMessage(page, "Neues")).toBeInViewport();
    await expect(latest).toBeHidden();
  });
});

/** The numbers of the lines that are in view, from top to bottom. */
async function shownNumbers(page: Page): Promise<number[]> {
  const bodies = await findMessages(page).evaluate((log) => {
    const view = log.getBoundingClientRect();
    return Array.from(log.querySelectorAll('[role="article"]')).flatMap((article) => {
      const { top, bottom } = article.getBoundingClientRect();
      const isInView = bottom > view.top && top < view.bottom;
      return isInView ? (article.querySelector("[dir=auto]")?.textContent ?? "") : [];
    });
  });
  return bodies.flatMap((body) => {
    const found = /^Zeile (\d+)$/.exec(body);
    return found ? [Number(found[1])] : [];
  });
}

async function lastShown(page: Page): Promise<number> {
  return (await shownNumbers(page)).at(-1) ?? 0;
}

/**
 * Turns the wheel until `isThere`, and tells which lines were seen on the way. After each turn the lines
 * must stand one below the other without a gap.
 */
async function scrollThrough(
  page: Page,
  direction: 1 | -1,
  isThere: () => Promise<boolean>,
): Promise<number[]> {
  const seen = new Set<number>();
  await findMessages(page).hover();
  for (let turn = 0; turn < 200; turn += 1) {
    const numbers = await shownNumbers(page);
    numbers.forEach((number) => seen.add(number));
    const [first = 0] = numbers;
    expect(numbers).toEqual(numbers.map((_, index) => first + index));
    if (await isThere()) break;
    const top = await findMessages(page).evaluate((log) => log.scrollTop);
    await page.mouse.wheel(0, direction * 600);
    await expect
      .poll(() => findMessages(page).evaluate((log) => log.scrollTop), { intervals: [20] })
      .not.toBe(top);
  }
  return [...seen].toSorted((a, b) => a - b);
}

/** The wheel has come to rest. */
async function expectStill(page: Page): Promise<void> {
  const move = () =>
    findMessages(page).evaluate(async (log) => {
      const before = log.scrollTop;
      for (let frame = 0; frame < 6; frame += 1) await new Promise(requestAnimationFrame);
      return log.scrollTop - before;
    });
  await expect.poll(move).toBe(0);
}

async function topOf(page: Page, text: RegExp): Promise<number> {
  const box = await findMessage(page, text).boundingBox();
  return box?.y ?? Number.NaN;
}
