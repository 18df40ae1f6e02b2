import { pause } from "#kernel/pause";
import type { Proxy } from "./proxy.ts";
import type { Dice } from "./random.ts";
import type { Victim } from "./victim.ts";

/** How often each comes, against the others. */
const WEIGHTS = {
  "kill node": 5,
  "stop node": 2,
  "freeze node": 3,
  "kill database": 4,
  "stop database": 2,
  "freeze database": 2,
  "kill both": 2,
  "net cut": 6,
  "net slow": 4,
  "net half-close": 4,
  "net silence": 2,
  "net refuse": 2,
} as const;

export type Fault = keyof typeof WEIGHTS;

/** How long it stays calm between two faults. */
const CALM_MS = { least: 1_500, most: 8_000 };

export interface Faults {
  counts: Partial<Record<Fault, number>>;
  /** Goes on until `until`, in time of `performance.now`. */
  rage(until: number): Promise<void>;
}

export function createFaults(parts: { victim: Victim; proxy: Proxy; dice: Dice }): Faults {
  const { dice } = parts;
  const counts: Partial<Record<Fault, number>> = {};
  return {
    counts,
    async rage(until) {
      while (performance.now() < until) {
        const calm = dice.int(CALM_MS.least, CALM_MS.most);
        await pause(Math.min(calm, Math.max(0, until - performance.now())));
        const fault = dice.weigh(WEIGHTS);
        counts[fault] = (counts[fault] ?? 0) + 1;
        await strike(parts, fault);
      }
    },
  };
}

async function strike(
  { victim, proxy, dice }: { victim: Victim; proxy: Proxy; dice: Dice },
  fault: Fault,
): Promise<void> {
  const share = dice.pick([0.2, 0.5, 1]);
  const milliseconds = dice.int(200, 4_000);
  switch (fault) {
    case "kill node":
      await victim.end("SIGKILL");
      return victim.start();
    case "stop node":
      await victim.end("SIGTERM");
      return victim.start();
    case "freeze node":
      return victim.freezeNode(dice.int(200, 7_000));
    case "kill database":
      return victim.endDatabase("SIGKILL");
    case "stop database":
      return victim.endDatabase("SIGQUIT");
    case "freeze database":
      return victim.freezeDatabase(dice.int(200, 7_000));
    case "kill both":
      await Promise.all([victim.endDatabase("SIGKILL"), victim.end("SIGKILL")]);
      return victim.start();
    case "net cut":
      return proxy.disturb("cut", { share, milliseconds });
    case "net slow":
      return proxy.disturb("slow", { share, milliseconds });
    case "net half-close":
      return proxy.disturb("half-close", { share, milliseconds });
    case "net silence":
      return proxy.disturb("silence", { share, milliseconds });
    case "net refuse":
      return proxy.disturb("refuse", { share, milliseconds });
  }
}
