import { resolve } from "node:path";
import { runCommand } from "../lib/command.ts";
import type { Finding } from "../lib/gate.ts";

type Found = { file: string; rule: string };

export type Gate = {
  name: string;
  /** One of the project's own checks. */
  own?: true;
  /** Whether what is not planted must not be found either. */
  exact: boolean;
  run: (tree: string) => Promise<Found[]>;
};

const tools = resolve(import.meta.dirname, "..");

const programs: Record<string, string> = {
  composition: "composition.ts",
  sizes: "sizes.ts",
  style: "style.ts",
  errors: "error-catalogue.ts",
  links: "doc-links.ts",
  invariants: "invariants.ts",
};

export async function runOwnGate(name: string, tree: string): Promise<Found[]> {
  const program = resolve(tools, programs[name] ?? "");
  const { output } = await runCommand(["node", program, "--json", "--root", tree]);
  const findings: Finding[] = parseJson(output);
  return findings;
}

async function runOxlint(tree: string): Promise<Found[]> {
  const { output } = await runCommand(["oxlint", "--format", "json"], { cwd: tree });
  const report: { diagnostics: { code: string; filename: string }[] } = parseJson(output);
  return report.diagnostics.map(({ code, filename }) => ({ file: filename, rule: code }));
}

async function runOxfmt(tree: string): Promise<Found[]> {
  const { output } = await runCommand(["oxfmt", "--list-different", "apps", "packages"], {
    cwd: tree,
  });
  return output.split("\n").map((file) => ({ file: file.trim(), rule: "format" }));
}

async function runTsc(tree: string): Promise<Found[]> {
  const { output } = await runCommand(["tsc", "-p", "apps/server"], { cwd: tree });
  const faults = output.matchAll(/^(?<file>[^(\s]+)\(\d+,\d+\): error (?<rule>TS\d+)/gm);
  return [...faults].map(({ groups }) => ({ file: groups?.file ?? "", rule: groups?.rule ?? "" }));
}

async function runKnip(tree: string): Promise<Found[]> {
  const { output } = await runCommand(["knip", "--reporter", "json"], { cwd: tree });
  const report: { issues: ({ file: string } & Record<string, unknown>)[] } = parseJson(output);
  return report.issues.flatMap(({ file, ...kinds }) =>
    Object.entries(kinds)
      .filter(([, list]) => Array.isArray(list) && list.length > 0)
      .map(([rule]) => ({ file, rule })),
  );
}

function parseJson<T>(output: string): T {
  try {
    const value: T = JSON.parse(output);
    return value;
  } catch {
    throw new Error(`a gate did not answer with its report:\n${output}`);
  }
}

export const gates: Gate[] = [
  { name: "oxlint", exact: true, run: runOxlint },
  { name: "oxfmt", exact: false, run: runOxfmt },
  { name: "tsc", exact: false, run: runTsc },
  { name: "knip", exact: false, run: runKnip },
  ...Object.keys(programs).map((name) => ({
    name,
    own: true as const,
    exact: true,
    run: (tree: string) => runOwnGate(name, tree),
  })),
];
