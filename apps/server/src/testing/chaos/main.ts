import { readOptions } from "../read-options.ts";
import { runChaos } from "./run.ts";
import type { RunResult } from "./run.ts";

/** What was acknowledged is offered again for ten minutes; a backup is put back well within them. */
const RESTORE_SECONDS = 300;
const MOST_SHOWN = 20;

const values = readOptions(
  {
    minutes: { type: "string", default: "20" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    rate: { type: "string", default: "5000" },
    json: { type: "boolean", default: false },
  },
  "Say for how long: npm run chaos -- --minutes 20 [--seed N] [--rate N] [--json]",
);

// Those who are interrupted leave nothing running either.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

const result = await runChaos({
  seed: readNumber("seed"),
  seconds: readNumber("minutes") * 60,
  rate: readNumber("rate"),
  isStormy: true,
  restoreEverySeconds: RESTORE_SECONDS,
  crowd: 10,
  circle: 10,
  tell: (line) => process.stderr.write(`${line}\n`),
});
process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : describe(result));
process.exit(result.violations.length === 0 ? 0 : 1);

function readNumber(name: "minutes" | "seed" | "rate"): number {
  const value = Number(values[name]);
  if (value > 0) return value;
  process.stderr.write(`--${name} takes a number above 0, not "${values[name]}".\n`);
  process.exit(2);
}

/** The figures, and of each invariant the first violations. */
function describe({ violations, ...figures }: RunResult): string {
  const byNumber = Map.groupBy(violations, (text) => text.split(":")[0] ?? "");
  const lines = [...byNumber].flatMap(([name, texts]) => [
    `${name} was violated ${texts.length} times:`,
    ...texts.slice(0, MOST_SHOWN).map((text) => `  ${text}`),
  ]);
  const verdict = lines.length === 0 ? ["Nothing was violated."] : lines;
  return `${[JSON.stringify(figures, null, 2), ...verdict].join("\n")}\n`;
}
