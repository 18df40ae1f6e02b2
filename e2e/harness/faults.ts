import type { BrowserContext } from "@playwright/test";

/**
 * What a browser reports of the network: the first question for a session is answered 401, and tests
 * cut connections on purpose.
 */
const ofTheNetwork = [/^Failed to load resource: /, /^WebSocket connection to /];

/** Gathers what goes wrong in the pages of a browser: errors that nobody caught, and all that the console calls errors. */
export function watchForFaults(context: BrowserContext, faults: string[]): void {
  context.on("weberror", (problem) => {
    const error = problem.error();
    faults.push(error.stack ?? error.message);
  });
  context.on("console", (line) => {
    const text = line.text();
    if (line.type() !== "error" || ofTheNetwork.some((pattern) => pattern.test(text))) return;
    faults.push(`${line.page()?.url() ?? "no page"}: ${text}`);
  });
}
