import { chromium } from "@playwright/test";
import type { BrowserContext } from "@playwright/test";
import {
  acceptCall,
  equip,
  expectNews,
  expectTalk,
  findRing,
  findStage,
  pressControl,
  startCall,
  talkFrom,
} from "../e2e/harness/calls/call-flows.ts";
import { expectRestart, outlive } from "../e2e/harness/calls/losses.ts";
import { blue, red } from "../e2e/harness/calls/media.ts";
import { startRelay } from "../e2e/harness/calls/relay.ts";
import type { Relay } from "../e2e/harness/calls/relay.ts";
import { readGaps, readNow } from "../e2e/harness/calls/report.ts";
import type { Gaps } from "../e2e/harness/calls/report.ts";
import { findComposer } from "../e2e/harness/flows.ts";
import { makeFriends } from "../e2e/harness/friends.ts";
import type { Friends } from "../e2e/harness/friends.ts";
import { startProduct } from "../e2e/harness/product.ts";
import type { Product } from "../e2e/harness/product.ts";
import playwright from "../playwright.config.ts";
import { median } from "./lib/figures.ts";
import type { Bench, Figure } from "./lib/figures.ts";

const ROUNDS = 10;
const inMs = { unit: "ms", goal: null };

type Tell = (line: string) => void;

/** Two people in two Chromium contexts, each with a colour and a tone, on the real product. */
export const benchCalls: Bench = async ({ port, tell }) => {
  const relay = await startRelay(port + 20);
  const product = await startProduct({ port, env: relay.env });
  const browser = await chromium.launch(playwright.use?.launchOptions);
  const open = (): Promise<BrowserContext> =>
    browser.newContext({ locale: "en-GB", viewport: playwright.use?.viewport ?? null });
  try {
    const friends = await equip(await makeFriends(product, open));
    for (const { page } of [friends.nora, friends.haruka]) {
      await page.goto(`${product.url}/chats/${friends.conversationId}`);
      await findComposer(page).waitFor();
    }
    // Strangers talk through the relay alone, and directly ever after.
    const relayed = await measureRelay(friends, relay, tell);
    const starts = await measureStarts(friends, tell);
    const deaths = await measureDeaths(product, friends, tell);
    return [...starts, ...relayed, ...deaths];
  } finally {
    await browser.close();
    await product.stop();
    product.removeData();
    await relay.stop();
  }
};

async function measureStarts(friends: Friends, tell: Tell): Promise<Figure[]> {
  const { nora, haruka } = friends;
  const pictures: number[] = [];
  const sounds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await startCall(nora.page, "Video");
    await findRing(haruka.page).waitFor();
    const accepted = await readNow(haruka.page);
    await acceptCall(haruka.page);
    await expectTalk(nora.page, haruka.page);
    const first = await haruka.page.evaluate((since) => {
      const find = (instants: number[]): number => instants.find((at) => at > since) ?? Number.NaN;
      const offer = callWatch.negotiations.find(
        ({ at, state }) => at > since && state === "have-local-offer",
      );
      return {
        picture: find(callWatch.frames) - (offer?.at ?? Number.NaN),
        sound: find(callWatch.sounds) - since,
      };
    }, accepted);
    pictures.push(first.picture);
    sounds.push(first.sound);
    tell(
      `offer → first frame ${first.picture.toFixed(0)} ms, accept → sound ${first.sound.toFixed(0)} ms`,
    );
    await hangUp(friends);
  }
  const how = `median of ${ROUNDS} direct calls`;
  return [
    { ...inMs, what: "Call: offer → first drawn frame", value: median(pictures), how },
    { ...inMs, what: "Call: accept → first sound", value: median(sounds), how },
  ];
}

/** What passes through the relay, while the way to it is lost and after it was started again. */
async function measureRelay(friends: Friends, relay: Relay, tell: Tell): Promise<Figure[]> {
  await talkFrom(friends);
  const sides = [
    { page: friends.nora.page, of: blue },
    { page: friends.haruka.page, of: red },
  ];
  const lost = await measureLosses(friends, async () => void (await outlive(sides, relay.path)));
  tell(`lost path: ${lost.map(describe).join("; ")}`);
  const restarted = await measureLosses(friends, () =>
    // It may be over before either side has noticed.
    expectRestart(friends.nora.page, async () => {
      await relay.kill();
      await relay.start();
    }),
  );
  tell(`relay restarted: ${restarted.map(describe).join("; ")}`);
  await hangUp(friends);
  return [
    ...makeGapFigures("after a lost path", lost, {
      goals: { sound: 5_000, picture: 7_000 },
      how: `median of ${ROUNDS}; the path to the relay is cut until both sides say so`,
    }),
    ...makeGapFigures("after a restart of the relay", restarted, {
      goals: { sound: 4_000, picture: 4_000 },
      how: `median of ${ROUNDS}; the relay is killed and started again at once`,
    }),
  ];
}

async function measureLosses(
  { nora, haruka }: Friends,
  lose: () => Promise<void>,
): Promise<Gaps[]> {
  const all: Gaps[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const since = await readNow(nora.page);
    await lose();
    await expectTalk(nora.page, haruka.page);
    all.push(await readGaps(nora.page, since));
  }
  return all;
}

async function measureDeaths(product: Product, friends: Friends, tell: Tell): Promise<Figure[]> {
  const { nora, haruka } = friends;
  await talkFrom(friends);
  const gaps: Gaps[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const since = await readNow(nora.page);
    await product.kill();
    await product.start();
    // What is said of the microphone goes through the server: it is back.
    await pressControl(haruka.page, "Mute");
    await expectNews(nora.page, /is muted/);
    const gap = await readGaps(nora.page, since);
    gaps.push(gap);
    await pressControl(haruka.page, "Unmute");
    await expectTalk(nora.page, haruka.page);
    tell(`server killed and started: ${describe(gap)}`);
  }
  await hangUp(friends);
  const how = `median of ${ROUNDS} direct calls in which the server was killed and started again`;
  return makeGapFigures("while the server is dead", gaps, {
    goals: { sound: 200, picture: 200 },
    how,
  });
}

async function hangUp({ nora, haruka }: Friends): Promise<void> {
  await pressControl(nora.page, "Leave");
  for (const { page } of [nora, haruka]) {
    await page.getByRole("button", { name: "Close" }).click();
    await findStage(page).waitFor({ state: "hidden" });
  }
}

function describe(gaps: Gaps): string {
  return `${gaps.sound} ms without sound, ${gaps.picture} ms without picture`;
}

function makeGapFigures(
  when: string,
  gaps: readonly Gaps[],
  { goals, how }: { goals: Gaps; how: string },
): Figure[] {
  const pick = (kind: keyof Gaps): number => median(gaps.map((gap) => gap[kind]));
  return [
    {
      ...inMs,
      what: `Call: without sound ${when}`,
      value: pick("sound"),
      goal: goals.sound,
      how,
    },
    {
      ...inMs,
      what: `Call: without picture ${when}`,
      value: pick("picture"),
      goal: goals.picture,
      how,
    },
  ];
}
