import { expect, test } from "vitest";
import { runChaos } from "./chaos/run.ts";

const PATIENCE_MS = 400_000;

test(
  "invariants 1 to 16: a short storm of kills, stops, freezes and cuts is survived by all",
  async () => {
    const result = await runChaos({
      seed: 1,
      seconds: 20,
      isStormy: true,
      restoreEverySeconds: null,
      crowd: 3,
      circle: 3,
      rate: 400,
      tell: () => {},
    });
    expect(result.violations).toEqual([]);
    expect(result.acknowledged).toBeGreaterThan(500);
    expect(Object.values(result.faults).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(1);
  },
  PATIENCE_MS,
);

test(
  "invariant 19: a backup taken under load is put back, and all that was acknowledged lately comes back once",
  async () => {
    const result = await runChaos({
      seed: 2,
      seconds: 16,
      isStormy: false,
      restoreEverySeconds: 12,
      crowd: 2,
      circle: 3,
      rate: 200,
      tell: () => {},
    });
    expect(result.violations).toEqual([]);
    expect(result.restores).toBe(1);
    expect(result.acknowledged).toBeGreaterThan(300);
  },
  PATIENCE_MS,
);
