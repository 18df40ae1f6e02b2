import { chromium } from "@playwright/test";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { gzipSync } from "node:zlib";
import { befriend, createPerson } from "../e2e/harness/people.ts";
import type { Person } from "../e2e/harness/people.ts";
import { findComposer } from "../e2e/harness/flows.ts";
import playwright from "../playwright.config.ts";
import type { Bench } from "./lib/figures.ts";
import { createProduct } from "./lib/product.ts";

/** The JavaScript that a browser with nothing in its cache fetches until a page can be used. */
export const benchPages: Bench = async ({ port, tell }) => {
  const product = await createProduct({ port, people: 0 });
  await product.start();
  const browser = await chromium.launch(playwright.use?.launchOptions);
  try {
    const place = { url: `http://localhost:${port}`, dataDir: product.dataDir };
    const signIn = await measure(await openContext(browser), async (page) => {
      await page.goto(`${place.url}/sign-in`);
      await page.getByRole("textbox", { name: "Email" }).fill("nora@example.org");
      await page.getByRole("button", { name: "Sign in" }).click({ trial: true });
    });
    tell(`sign-in: ${signIn.names.join(", ")}`);
    const nora = await createPerson(place, await openContext(browser), { name: "Nora" });
    const haruka = await createPerson(place, await openContext(browser), { name: "Haruka" });
    const id = await befriend(place, nora, haruka);
    await say(haruka, `${place.url}/api/conversations/${id}/messages`, "Painted");
    const conversation = await measure(nora.context, async (page) => {
      await page.goto(`${place.url}/chats/${id}`);
      await page.getByRole("log").getByText("Painted").waitFor();
      await findComposer(page).waitFor();
      await say(haruka, `${place.url}/api/conversations/${id}/messages`, "Live");
      await page.getByRole("log").getByText("Live").waitFor();
    });
    tell(`conversation: ${conversation.names.join(", ")}`);
    const how = "gzip of every script that Chromium had fetched by then, its cache empty";
    return [
      {
        what: "JavaScript until sign-in can be used",
        value: signIn.kilobytes,
        unit: "kB",
        goal: 90,
        how,
      },
      {
        what: "JavaScript until a conversation is painted and live",
        value: conversation.kilobytes,
        unit: "kB",
        goal: 150,
        how,
      },
    ];
  } finally {
    await browser.close();
    await product.end();
  }
};

/** Without a service worker, whose precache is fetched when the page is at rest. */
function openContext(browser: Browser): Promise<BrowserContext> {
  return browser.newContext({ locale: "en-GB", serviceWorkers: "block" });
}

async function measure(
  context: BrowserContext,
  use: (page: Page) => Promise<void>,
): Promise<{ kilobytes: number; names: string[] }> {
  const page = await context.newPage();
  const scripts: Promise<{ name: string; bytes: number }>[] = [];
  page.on("requestfinished", (request) => {
    if (request.resourceType() !== "script") return;
    scripts.push(
      (async () => {
        const body = (await (await request.response())?.body()) ?? Buffer.alloc(0);
        return { name: new URL(request.url()).pathname, bytes: gzipSync(body).length };
      })(),
    );
  });
  await use(page);
  const fetched = await Promise.all(scripts);
  const bytes = fetched.reduce((sum, script) => sum + script.bytes, 0);
  return {
    kilobytes: bytes / 1_000,
    names: fetched.map(({ name, bytes: own }) => `${name} ${(own / 1_000).toFixed(1)}`),
  };
}

async function say(person: Person, url: string, body: string): Promise<void> {
  const message = { id: crypto.randomUUID(), kind: "text", body };
  const answer = await person.context.request.post(url, {
    data: { messages: [message] },
    headers: { origin: new URL(url).origin },
  });
  if (!answer.ok()) throw new Error(await answer.text());
}
