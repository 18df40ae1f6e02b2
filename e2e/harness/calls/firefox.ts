import type { BrowserContext } from "@playwright/test";
import { launch, type Page } from "puppeteer-core";
import { findFirefox } from "../../../tools/find-firefox.ts";
import type { Devices } from "./fake-devices.ts";
import { makeMediaScript } from "./media.ts";

export type Firefox = {
  page: Page;
  /** Signs in as whoever is signed in there. */
  enter: (context: BrowserContext) => Promise<void>;
  /** Presses a button once it is there; Puppeteer waits as Playwright's locators do. */
  press: (button: string, within?: string) => Promise<void>;
  /** Starts a video call in the open conversation. */
  call: () => Promise<void>;
  /** Accepts a video call that rings. */
  accept: () => Promise<void>;
  close: () => Promise<void>;
};

/** A Firefox with devices of the test, that may use loopback, plays unasked and needs no permission. */
export async function launchFirefox(devices: Devices): Promise<Firefox> {
  const browser = await launch({
    browser: "firefox",
    executablePath: findFirefox(),
    headless: true,
    extraPrefsFirefox: {
      "media.autoplay.blocking_policy": 0,
      "media.autoplay.default": 0,
      "media.navigator.audio.fake_frequency": devices.hz,
      "media.navigator.permission.disabled": true,
      "media.navigator.streams.fake": true,
      "media.peerconnection.ice.loopback": true,
    },
  });
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 800 });
  await page.evaluateOnNewDocument(makeMediaScript({ ...devices, hasOwnTone: true }));
  const press = (button: string, within = "main"): Promise<void> =>
    page
      .locator(`${within} ::-p-aria([name="${button}"][role="button"])`)
      .setTimeout(30_000)
      .click();
  return {
    page,
    enter: async (context) => {
      const cookies = await context.cookies();
      await browser.setCookie(
        ...cookies.map(({ name, value, domain, path, httpOnly, secure }) => ({
          name,
          value,
          domain,
          path,
          httpOnly,
          secure,
        })),
      );
    },
    press,
    call: async () => {
      await press("Video call");
      await press("Call", "[role=dialog]");
    },
    accept: async () => {
      await press("Accept", "[role=alertdialog]");
      await press("Join", "[role=dialog]");
    },
    close: () => browser.close(),
  };
}
