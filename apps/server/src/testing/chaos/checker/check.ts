import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkChanges } from "./changes.ts";
import { checkDevices } from "./devices.ts";
import { checkEvents } from "./events.ts";
import { learnFacts } from "./facts.ts";
import { checkPresence, checkSessions } from "./everywhere.ts";
import type { AnyAct, Outline, ServerConversation, Story, Violation } from "./history.ts";
import { checkHoldings } from "./holdings.ts";
import { checkMessages } from "./messages.ts";
import { checkPromises } from "./promises.ts";

export interface Checked {
  /** How much was read, so that a check of nothing is not taken for a good one. */
  acts: number;
  /** Messages that were acknowledged, each counted once. */
  acknowledged: number;
  /** With repetitions, and what was offered again after a restore. */
  acknowledgements: number;
  violations: Violation[];
}

/** Judges one conversation by what was written down about it. */
export function checkStory(story: Story): Checked {
  const facts = learnFacts(story);
  const checks = [
    checkMessages,
    checkChanges,
    checkPromises,
    checkEvents,
    checkDevices,
    checkHoldings,
  ];
  return {
    acts: story.acts.length,
    acknowledged: new Set(facts.acknowledged.map(({ id }) => id)).size,
    acknowledgements: facts.acknowledged.length,
    violations: checks.flatMap((check) => check(facts)),
  };
}

/** Judges a whole run, one conversation after the other, by the files in its folder. */
export function checkFolder(folder: string): Checked {
  const outline = readJson<Outline>(join(folder, "outline.json"));
  const general = readActs(join(folder, "all.jsonl"));
  const whole: Checked = {
    acts: general.length,
    acknowledged: 0,
    acknowledgements: 0,
    violations: [...checkPresence(general), ...checkSessions(general)],
  };
  for (const id of outline.conversations) {
    const server = readJson<ServerConversation>(join(folder, `${id}.json`));
    const { violations, ...counts } = checkStory({
      outline,
      server,
      acts: readActs(join(folder, `${id}.jsonl`)),
    });
    whole.acts += counts.acts;
    whole.acknowledged += counts.acknowledged;
    whole.acknowledgements += counts.acknowledgements;
    whole.violations.push(...violations.map((text) => `${text} (conversation ${id})`));
  }
  return whole;
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, "utf8")) as T;
}

/** In the order in which things began, whenever they were written down. */
function readActs(path: string): AnyAct[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line) as AnyAct).sort((a, b) => a.t - b.t);
}
