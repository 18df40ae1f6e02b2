import { spawn } from "node:child_process";
import { makeEnvironment } from "./lib/command.ts";
import { findChromium } from "./find-chromium.ts";
import { findCoturn } from "./find-coturn.ts";
import { findFirefox } from "./find-firefox.ts";
import { findFonts } from "./find-fonts.ts";

/** Finds what the browser tests need, or says what to install, and runs Playwright. */
function prepare(): NodeJS.ProcessEnv | null {
  try {
    console.log(`fonts: ${findFonts()}`);
    return { CHROMIUM: findChromium(), FIREFOX: findFirefox(), TURNSERVER: findCoturn() };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return null;
  }
}

function runPlaywright(programs: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn("playwright", ["test", ...process.argv.slice(2)], {
    stdio: ["ignore", "inherit", "inherit"],
    env: makeEnvironment(programs),
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on("error", () => resolve(127));
    child.on("close", (code) => resolve(code ?? 1));
  });
}

const programs = prepare();
process.exitCode = programs === null ? 1 : await runPlaywright(programs);
