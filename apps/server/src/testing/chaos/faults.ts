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
const CALM_MS = { least: 2_000, most: 12_000 };

/** What the operator does at a time of their own, in milliseconds after the beginning. */
export interface Errand {
  at: number;
  run(): Promise<void>;
}

export interface Faults {
  counts: Partial<Record<Fault, number>>;
  /** Goes on for so long, one thing after the other. */
  rage(milliseconds: number, errands: readonly Errand[]): Promise<void>;
}

export function createFaults(parts: {
  victim: Victim;
  proxy: Proxy;
  dice: Dice;
  /** False leaves it at the errands. */
  isStormy: boolean;
}): Faults {
  const { dice } = parts;
  const counts: Partial<Record<Fault, number>> = {};
  return {
    counts,
    async rage(milliseconds, errands) {
      const began = performance.now();
      const waiting = errands.toSorted((a, b) => a.at - b.at);
      for (;;) {
        const end = Math.min(milliseconds, waiting[0]?.at ?? Infinity);
        const left = began + end - performance.now();
        const calm = dice.int(CALM_MS.least, CALM_MS.most);
        await pause(parts.isStormy ? Math.min(calm, Math.max(0, left)) : Math.max(0, left));
        if (performance.now() - began >= milliseconds && waiting.length === 0) return;
        if (performance.now() - began >= end) await waiting.shift()?.run();
        else await strike(parts, noteFault(counts, dice));
      }
    },
  };
}

function noteFault(counts: Faults["counts"], dice: Dice): Fault {
  const fault = dice.weigh(WEIGHTS);
  counts[fault] = (counts[fault] ?? 0) + 1;
  return fault;
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
