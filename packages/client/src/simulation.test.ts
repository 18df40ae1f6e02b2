import { expect, test } from "vitest";
import { simulate } from "./testing/simulated-life.ts";

/** `SEED=123` runs that seed alone, `SEEDS=5000` the first 5,000; 3,000 take less than a minute. */
const ONLY = Number(process.env["SEED"] ?? 0);
const COUNT = Number(process.env["SEEDS"] ?? 3_000);

test("invariants 1, 4, 7, 8, 10, 11, 15, 16, 18 and 19: simulated worlds", async () => {
  const seeds = ONLY > 0 ? [ONLY] : Array.from({ length: COUNT }, (_, index) => index + 1);
  for (const seed of seeds) {
    await simulate(seed).catch((error: unknown) => {
      const how = `SEED=${seed} npx vitest run --project client simulation`;
      throw new Error(`Seed ${seed} fails; alone: ${how}\n${describeError(error)}`, {
        cause: error,
      });
    });
  }
  expect(seeds.length).toBeGreaterThan(0);
}, 600_000);

function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause ? `${error.message}\n${describeError(error.cause)}` : error.message;
}
