import { defineConfig } from "@playwright/test";
import { findChromium } from "./tools/find-chromium.ts";

const isRoot = process.getuid?.() === 0;

/**
 * Chromium refuses its sandbox to root; what it fetches for itself would only cost time. Calls have
 * devices without asking, play unasked and find the other side on this machine.
 */
const args = [
  ...(isRoot ? ["--no-sandbox"] : []),
  "--allow-loopback-in-peer-connection",
  "--autoplay-policy=no-user-gesture-required",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-dev-shm-usage",
  "--disable-sync",
  "--no-first-run",
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
];

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/global-setup.ts",
  outputDir: "test-results",
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    viewport: { width: 1440, height: 900 },
    actionTimeout: 15_000,
    navigationTimeout: 30_000,
    screenshot: "only-on-failure",
    // A trace takes a third of the time of a test; whoever looks for a fault asks for it by `--trace on`.
    trace: "off",
    launchOptions: { executablePath: findChromium(), args },
  },
});
