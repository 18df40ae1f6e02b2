import { rmSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { listExpected, type Rejection } from "./expected.ts";
import { gates, runOwnGate, type Gate } from "./gates.ts";
import { findIdleSettings } from "./settings.ts";
import { plantLongTree, plantTree } from "./plant.ts";

/**
 * A gate that reads nothing is green. Here every gate reads files that break its rules on purpose,
 * with the very configuration that guards the project; each one has to be rejected, for its own reason.
 */
const root = resolve(import.meta.dirname, "../..");

function format({ gate, file, rule }: Rejection): string {
  return `${gate}: ${file}: ${rule}`;
}

async function checkGate(gate: Gate, tree: string, expected: Rejection[]): Promise<string[]> {
  const own = new Set(expected.filter((entry) => entry.gate === gate.name).map(format));
  const found = new Set(
    (await gate.run(tree)).map((entry) => format({ gate: gate.name, ...entry })),
  );
  const missed = [...own].filter((line) => !found.has(line)).map((line) => `not rejected: ${line}`);
  const extra = gate.exact ? [...found].filter((line) => !own.has(line)).slice(0, 20) : [];
  const none = own.size === 0 ? [`nothing planted for ${gate.name}`] : [];
  return [...none, ...missed, ...extra.map((line) => `rejected for another reason: ${line}`)];
}

async function checkPlanted(): Promise<string[]> {
  const tree = plantTree(root);
  try {
    const expected = listExpected(tree);
    const results = await Promise.all(gates.map((gate) => checkGate(gate, tree, expected)));
    console.log(`boundary canary: ${expected.length} planted violations, ${gates.length} gates`);
    return [...results.flat(), ...(await findIdleSettings(tree))];
  } finally {
    rmSync(dirname(tree), { recursive: true });
  }
}

/** Sizes over all files need a tree of their own, and a tree without files must not pass. */
async function checkWholes(): Promise<string[]> {
  const tree = plantLongTree(0);
  const long = plantLongTree(3);
  try {
    const own = gates.filter(({ own: isOwn }) => isOwn);
    const empty = await Promise.all(own.map(({ name }) => runOwnGate(name, tree)));
    const passed = own.filter((_, index) => empty[index]?.length === 0);
    const rules = (await runOwnGate("sizes", long)).map(({ rule }) => rule);
    return [
      ...passed.map(({ name }) => `${name} passes a tree without files`),
      ...["median-size", "usual-size"]
        .filter((rule) => !rules.includes(rule))
        .map((rule) => `not rejected: sizes: ${rule}`),
    ];
  } finally {
    for (const folder of [tree, long]) rmSync(folder, { recursive: true });
  }
}

const faults = [...(await checkPlanted()), ...(await checkWholes())];
for (const fault of faults) console.log(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
