import { parseArgs } from "node:util";
import { benchCalls } from "./calls.ts";
import { benchConnections } from "./connections.ts";
import type { Bench, Figure } from "./lib/figures.ts";
import { writeFigures } from "./lib/write-figures.ts";
import { benchMessages } from "./messages.ts";
import { benchPages } from "./pages.ts";
import { benchReconnect } from "./reconnect.ts";
import { benchStart } from "./start.ts";

// `npm run bench -- messages [--json]` measures one thing, `all --write` everything into the document.

const BENCHES: Record<string, Bench> = {
  messages: benchMessages,
  connections: benchConnections,
  reconnect: benchReconnect,
  start: benchStart,
  pages: benchPages,
  calls: benchCalls,
};
const FIRST_PORT = "4700";

const { values, positionals } = readOptions();
const names = positionals.includes("all") ? Object.keys(BENCHES) : positionals;
const unknown = names.filter((name) => !Object.hasOwn(BENCHES, name));
if (names.length === 0 || unknown.length > 0) sayUsage();

const figures: Record<string, Figure[]> = {};
const failed: string[] = [];
for (const name of names) {
  const options = { port: Number(values.port), tell, profileTo: values.profile ?? null };
  tell(`── ${name} ──`);
  try {
    figures[name] = (await BENCHES[name]?.(options)) ?? [];
  } catch (error) {
    // What the others measured is not lost for it.
    tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
    failed.push(name);
  }
}
if (values.json) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
else
  for (const figure of Object.values(figures).flat()) process.stdout.write(`${describe(figure)}\n`);
if (values.write && failed.length === 0) writeFigures(figures);
if (failed.length > 0)
  tell(`Not measured: ${failed.join(", ")}.${values.write ? " Nothing was written." : ""}`);
// Sockets of a crowd take their time to be let go of.
process.exit(failed.length === 0 ? 0 : 1);

function readOptions() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        json: { type: "boolean", default: false },
        write: { type: "boolean", default: false },
        port: { type: "string", default: process.env["PARLEY_E2E_PORT"] ?? FIRST_PORT },
        /** A folder for the server's CPU profile. */
        profile: { type: "string" },
      },
    });
  } catch {
    return sayUsage();
  }
}

function sayUsage(): never {
  process.stderr.write(
    `Say what to measure: npm run bench -- ${Object.keys(BENCHES).join(" | ")} | all [--json] [--write] [--profile FOLDER]\n`,
  );
  process.exit(2);
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

function describe({ what, value, unit, goal, how }: Figure): string {
  const aim = goal === null ? "" : ` (goal at most ${goal})`;
  return `${what}: ${Number(value.toPrecision(3))} ${unit}${aim}; ${how}`;
}
