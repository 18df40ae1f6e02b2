import { runCommand, type Outcome } from "./lib/command.ts";
import { pickFailures } from "./lib/failures.ts";

type Step = {
  name: string;
  command: string[];
  /** Static gates are short and independent: two at a time, silent unless they fail. */
  isGate: boolean;
};

type Result = Step & Outcome;

/** What other gates read has to be there first. */
const preparation = [["messages", "node", "apps/web/build/messages.ts"]];

const gates = [
  ["typecheck", "node", "tools/typecheck.ts"],
  ["lint", "oxlint", "--deny-warnings"],
  ["format", "oxfmt", "--check"],
  ["knip", "knip", "--no-config-hints"],
  ["boundaries", "node", "tools/boundary-canary/check.ts"],
  ["composition", "node", "tools/composition.ts"],
  ["sizes", "node", "tools/sizes.ts"],
  ["style", "node", "tools/style.ts"],
  ["errors", "node", "tools/error-catalogue.ts"],
  ["invariants", "node", "tools/invariants.ts"],
  ["links", "node", "tools/doc-links.ts"],
];

const tests = [
  ["unit", "vitest", "run"],
  ["sql15", "node", "tools/test-sql15.ts"],
  ["e2e", "node", "tools/test-e2e.ts"],
];

function makeSteps(list: string[][], isGate: boolean): Step[] {
  return list.map(([name = "", ...command]) => ({ name, command, isGate }));
}

async function runStep(step: Step): Promise<Result> {
  if (!step.isGate) console.log(`\n── ${step.name} ──`);
  const outcome = await runCommand(step.command, { echo: !step.isGate });
  if (step.isGate && outcome.code !== 0) {
    console.log(`\n── ${step.name} failed ──\n${outcome.output.trimEnd()}`);
  }
  return { ...step, ...outcome };
}

/** Runs the steps in order, so many at a time. A failure does not hide those after it. */
async function runSteps(steps: Step[], atOnce: number): Promise<Result[]> {
  const waiting = [...steps];
  const results: Result[] = [];
  async function work(): Promise<void> {
    for (let step = waiting.shift(); step; step = waiting.shift())
      results.push(await runStep(step));
  }
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}

function summarise(results: Result[], seconds: number): void {
  console.log("");
  for (const { name, code, seconds: own } of results) {
    const mark = code === 0 ? "ok    " : "FAILED";
    console.log(`${mark}  ${name.padEnd(12)} ${own.toFixed(1).padStart(7)} s`);
  }
  const failed = results.filter(({ code }) => code !== 0);
  const names = failed.map(({ name }) => name).join(", ");
  console.log(`\n${names === "" ? "all green" : `failed: ${names}`}, ${seconds.toFixed(0)} s`);
  for (const { name, output } of failed) {
    for (const line of pickFailures(output)) console.log(`  ${name}: ${line}`);
  }
}

const started = performance.now();
const results = await runSteps(makeSteps(preparation, true), 1);
results.push(...(await runSteps(makeSteps(gates, true), 2)));
if (process.argv[2] === "test") results.push(...(await runSteps(makeSteps(tests, false), 1)));
summarise(results, (performance.now() - started) / 1000);
process.exitCode = results.every(({ code }) => code === 0) ? 0 : 1;
