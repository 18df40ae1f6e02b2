import { readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg, totalmem } from "node:os";
import { resolve } from "node:path";
import type { Figure } from "./figures.ts";

const DOCUMENT = resolve(import.meta.dirname, "../../docs/performance.md");
const BEGIN = "<!-- figures: npm run bench -- all --write -->";
const END = "<!-- end of figures -->";

/** What else the machine had to do when the measuring began. */
const [foreignLoad = 0] = loadavg();

/** Puts the figures into the document, in place of those before. */
export function writeFigures(figures: Record<string, Figure[]>): void {
  const text = readFileSync(DOCUMENT, "utf8");
  const [head, rest] = text.split(BEGIN);
  const tail = rest?.split(END)[1];
  if (head === undefined || tail === undefined)
    throw new Error("The document has no place for figures.");
  writeFileSync(DOCUMENT, [head, BEGIN, "\n\n", table(figures), "\n", END, tail].join(""));
}

function table(figures: Record<string, Figure[]>): string {
  const machine = `Measured on a machine with ${cpus().length} cores (${cpus()[0]?.model.trim() ?? "unknown"}) and ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, on ${new Date().toISOString().slice(0, 10)}. ${describeLoad()}`;
  const rows = Object.values(figures)
    .flat()
    .map(({ what, value, unit, goal, how }) => {
      const aim = goal === null ? "–" : `${goal} ${unit}`;
      return `| ${what} | ${Number(value.toPrecision(3))} ${unit} | ${aim} | ${how} |`;
    });
  return [machine, "", "| | measured | goal | how |", "|---|---|---|---|", ...rows, ""].join("\n");
}

/** Ratios survive a busy machine, times do not. */
function describeLoad(): string {
  return foreignLoad < cpus().length / 2
    ? "Nothing else ran."
    : `Other programs kept it busy (load ${foreignLoad.toFixed(0)}): only the ratios and sizes mean anything.`;
}
