import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startQuarrel, startStranger } from "./bystanders.ts";
import { checkFolder } from "./checker/check.ts";
import type { Outline, Restored, Violation } from "./checker/history.ts";
import { startLife } from "./device-life.ts";
import { createFaults } from "./faults.ts";
import type { Faults } from "./faults.ts";
import { settle } from "./quiet.ts";
import { createDice } from "./random.ts";
import { planRestores } from "./restores.ts";
import { buildWorld } from "./world.ts";
import type { World, WorldOptions } from "./world.ts";

export interface RunOptions extends WorldOptions {
  seconds: number;
  /** False leaves it at the restores. */
  isStormy: boolean;
  /** How often an older backup is put back; null for never. */
  restoreEverySeconds: number | null;
  tell: (line: string) => void;
}

export interface RunResult {
  seed: number;
  seconds: number;
  /** Messages, each counted once. */
  acknowledged: number;
  acknowledgedPerSecond: number;
  /** With repetitions, and what was offered again after a restore. */
  acknowledgements: number;
  /** How many acts the checker read. */
  acts: number;
  faults: Faults["counts"];
  restores: number;
  violations: Violation[];
}

const REST_MS = 600;
const TELL_MS = 15_000;

/** Builds a world, lets the faults rage in it, waits for quiet, and has the checker read what was written down. */
export async function runChaos(options: RunOptions): Promise<RunResult> {
  const { seed, tell } = options;
  const world = await buildWorld(options);
  try {
    tell(`seed ${seed}: ${world.pairs.length} conversations, histories in ${world.folder}`);
    const { restored, ...storm } = await rage(world, options);
    const { epoch } = await settle(world, tell);
    tell("reading what was written down");
    saveOutline(world, { epoch, restored });
    const checked = checkFolder(world.folder);
    const deaths = world.victim.deaths.map((text) => `the node ended by itself: ${text}`);
    const violations = [...checked.violations, ...deaths];
    if (violations.length === 0) rmSync(world.folder, { recursive: true });
    return {
      seed,
      ...storm,
      restores: restored.length,
      acts: checked.acts,
      acknowledged: checked.acknowledged,
      acknowledgements: checked.acknowledgements,
      acknowledgedPerSecond: Math.round(checked.acknowledged / storm.seconds),
      violations,
    };
  } finally {
    await world.remove();
  }
}

async function rage(
  world: World,
  { seed, seconds, isStormy, restoreEverySeconds, tell }: RunOptions,
): Promise<{ seconds: number; faults: Faults["counts"]; restored: Restored[] }> {
  const before = performance.now();
  const lives = world.devices.map((device) =>
    startLife(device, createDice(seed, device.name), REST_MS),
  );
  const bystanders = [startStranger(world, createDice(seed, "stranger"))];
  const pair = world.people.circlePairs.at(-1);
  if (pair) bystanders.push(startQuarrel(world, pair, createDice(seed, "quarrel")));
  const faults = createFaults({ ...world, isStormy, dice: createDice(seed, "faults") });
  const totalMs = seconds * 1000;
  const everyMs = (restoreEverySeconds ?? Infinity) * 1000;
  const { errands, restored } = planRestores(world, { everyMs, totalMs });
  const telling = setInterval(() => {
    const count = world.senders.reduce((sum, sender) => sum + sender.acknowledged(), 0);
    const elapsed = Math.round((performance.now() - before) / 1000);
    tell(`${elapsed} s: ${count} messages acknowledged to the crowd`);
  }, TELL_MS);
  await faults.rage(totalMs, errands);
  clearInterval(telling);
  await Promise.all(world.senders.map((sender) => sender.stop()));
  const elapsed = (performance.now() - before) / 1000;
  await Promise.all([...lives, ...bystanders].map((actor) => actor.stop()));
  return { seconds: Math.round(elapsed), faults: faults.counts, restored };
}

function saveOutline(world: World, known: { epoch: string; restored: Restored[] }): void {
  const outline: Outline = {
    ...known,
    conversations: world.pairs.map(({ conversation }) => conversation),
    devices: world.devices.map(({ name, person }) => ({ device: name, user: person.id })),
  };
  writeFileSync(join(world.folder, "outline.json"), JSON.stringify(outline));
}
