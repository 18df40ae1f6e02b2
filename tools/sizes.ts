import { runGate, type Finding, type GateResult } from "./lib/gate.ts";
import { countLines, isTest, listFiles, listSources, readText } from "./lib/files.ts";

const limits = { median: 90, nineInTen: 250, file: 400, test: 600 };

type Size = { file: string; lines: number };

/** Style 15: sizes of files. Those of functions are held by oxlint. */
function checkSizes(root: string): GateResult {
  const scripts = listSources(root);
  const sizes = [...scripts, ...listFiles(root, ["apps/*/{src,public}/**/*.css"])].map((file) => ({
    file,
    lines: countLines(readText(root, file)),
  }));
  const code = sizes.filter(({ file }) => !isTest(file) && !file.endsWith(".css"));
  return {
    findings: [...sizes.flatMap(findTooLong), ...findTooLongOverall(code)],
    read: { count: sizes.length, what: "source files" },
  };
}

function findTooLong({ file, lines }: Size): Finding[] {
  const most = isTest(file) ? limits.test : limits.file;
  if (lines <= most) return [];
  return [{ file, rule: "file-size", message: `${lines} lines, at most ${most}` }];
}

function findTooLongOverall(code: Size[]): Finding[] {
  const sorted = code.map(({ lines }) => lines).toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
  const findings: Finding[] = [];
  if (at(0.5) >= limits.median) {
    findings.push({
      file: ".",
      rule: "median-size",
      message: `the median file has ${at(0.5)} lines, it has to stay under ${limits.median}`,
    });
  }
  if (at(0.9) >= limits.nineInTen) {
    findings.push({
      file: ".",
      rule: "usual-size",
      message: `one file in ten has ${at(0.9)} lines or more, nine in ten have to stay under ${limits.nineInTen}`,
    });
  }
  return findings;
}

await runGate("sizes", checkSizes);
