import { existsSync } from "node:fs";
import { join } from "node:path";
import { isTest, listSources, readText } from "./lib/files.ts";
import { runGate, type Finding, type GateResult } from "./lib/gate.ts";

const documentFile = "docs/protocol/v1.md";

/** Those that hold for one product without Redis; 17 and 20 come with several nodes and with load. */
const invariants = [...Array.from({ length: 16 }, (_, index) => index + 1), 18, 19];

/** Every invariant and every rule of the protocol is named by a test that proves it. */
function checkInvariants(root: string): GateResult {
  const tests = listSources(root).filter(isTest);
  const names = tests.flatMap((file) => readTestNames(readText(root, file)));
  const document = existsSync(join(root, documentFile)) ? readText(root, documentFile) : "";
  const rules = readRuleIds(document);
  const findings: Finding[] = [
    ...invariants
      .filter((number) => !names.some((name) => namesInvariant(name, number)))
      .map((number) => ({
        file: ".",
        rule: "invariant-untested",
        message: `no test is named "invariant ${number}: …"`,
      })),
    ...[...rules]
      .filter((id) => !names.some((name) => new RegExp(`\\b${id}\\b`).test(name)))
      .map((id) => ({ file: documentFile, rule: "rule-untested", message: `no test names ${id}` })),
  ];
  if (rules.size === 0) {
    findings.push({ file: documentFile, rule: "nothing-read", message: "no numbered rules found" });
  }
  return { findings, read: { count: names.length, what: "test names" } };
}

/** The first argument of `test`, `it` and `describe`, also of their `.each` and `for` forms. */
function readTestNames(text: string): string[] {
  const call =
    /\b(?:test|it|describe)(?:\.\w+(?:\([^)]*\))?)*\(\s*(?<quote>["'`])(?<name>(?:(?!\k<quote>)[^])*)\k<quote>/g;
  return [...text.matchAll(call)].map(({ groups }) => groups?.name ?? "");
}

/** "invariant 7: …", or several at once: "invariants 1, 2 and 3: …". */
function namesInvariant(name: string, number: number): boolean {
  const list = /\binvariants? (?<numbers>[\d, and]+):/.exec(name)?.groups?.numbers ?? "";
  return list.split(/\D+/).includes(String(number));
}

/** Rules are introduced in bold at the start of a line or list item: `- **MSG-3** …`. */
function readRuleIds(text: string): Set<string> {
  const introduced = text.matchAll(/^(?:[-*]\s+|\|\s*)?\*\*(?<id>[A-Z]+-\d+)\b[^*]*\*\*/gm);
  return new Set([...introduced].map(({ groups }) => groups?.id ?? ""));
}

await runGate("invariants", checkInvariants);
