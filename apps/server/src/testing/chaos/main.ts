import { parseArgs } from "node:util";
import { runChaos } from "./run.ts";

/** What was acknowledged is offered again for ten minutes; a backup is put back well within them. */
const RESTORE_SECONDS = 200;

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "20" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    rate: { type: "string", default: "5000" },
    json: { type: "boolean", default: false },
  },
});

const result = await runChaos({
  seed: Number(values.seed),
  seconds: Number(values.minutes) * 60,
  rate: Number(values.rate),
  isStormy: true,
  restoreEverySeconds: RESTORE_SECONDS,
  crowd: 10,
  circle: 10,
  tell: (line) => process.stderr.write(`${line}\n`),
});
if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`);
else {
  const { violations, ...figures } = result;
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
  for (const violation of violations.slice(0, 100)) process.stdout.write(`${violation}\n`);
  process.stdout.write(
    violations.length === 0 ? "Nothing was violated.\n" : `${violations.length} violations.\n`,
  );
}
process.exit(result.violations.length === 0 ? 0 : 1);
