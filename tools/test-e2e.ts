import { spawn } from "node:child_process";
import { makeEnvironment } from "./lib/command.ts";
import { findChromium } from "./find-chromium.ts";
import { findFonts } from "./find-fonts.ts";

/** Finds what a browser test needs, or says what to install, and runs Playwright. */
function prepare(): string | null {
  try {
    console.log(`fonts: ${findFonts()}`);
    return findChromium();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return null;
  }
}

function runPlaywright(chromium: string): Promise<number> {
  const child = spawn("playwright", ["test", ...process.argv.slice(2)], {
    stdio: ["ignore", "inherit", "inherit"],
    env: makeEnvironment({ CHROMIUM: chromium }),
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on("error", () => resolve(127));
    child.on("close", (code) => resolve(code ?? 1));
  });
}

const chromium = prepare();
process.exitCode = chromium === null ? 1 : await runPlaywright(chromium);
