import { readOptions } from "../read-options.ts";
import { signUpPerson } from "../test-person.ts";
import { startChildServer } from "./child-server.ts";
import type { ChildServer } from "./child-server.ts";
import { createFuzzer } from "./fuzz.ts";
import type { Fuzzer } from "./fuzz.ts";
import { asFuzzPeople, asFuzzPerson } from "./people.ts";

// `npm run fuzz -- --inputs 100000 --seed N [--json]`: broken inputs to every command and route of a
// server that must neither stumble nor keep anything of them.

const PEOPLE = 10;
/** After a fifth of the inputs everything that is made once has been made. */
const WARM = 0.2;
const MOST_GROWTH = 1.1;
const STEP = 5_000;

const USAGE =
  "Say how many inputs, and a seed if they are to be repeated: npm run fuzz -- --inputs 100000 [--seed N] [--json]";
const values = readOptions(
  {
    inputs: { type: "string", default: "100000" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    json: { type: "boolean", default: false },
  },
  USAGE,
);
const inputs = Number(values.inputs);
const seed = Number(values.seed);
if (!Number.isSafeInteger(inputs) || inputs < 10 || !Number.isSafeInteger(seed)) {
  process.stderr.write(`${USAGE}\n`);
  process.exit(2);
}

function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Answers the heap after a forced collection at the end. */
async function fuzzUpTo(
  { server, fuzzer }: { server: ChildServer; fuzzer: Fuzzer },
  from: number,
  to: number,
): Promise<number> {
  for (let done = from; done < to && fuzzer.faults().length === 0;) {
    const step = Math.min(STEP, to - done);
    await fuzzer.run(step);
    done += step;
    tell(`${done} inputs, ${fuzzer.faults().length + server.complaints().length} faults`);
  }
  return server.heapUsed();
}

async function run(server: ChildServer): Promise<boolean> {
  const { url, dataDir } = server;
  const browser = asFuzzPerson(url, await signUpPerson({ url, dataDir, name: "Ada" }));
  const { people, conversationIds } = asFuzzPeople(server.people);
  const target = { url, people: [...people, browser, browser], conversationIds };
  const fuzzer = await createFuzzer(target, seed);
  const warm = Math.round(inputs * WARM);
  const before = await fuzzUpTo({ server, fuzzer }, 0, warm);
  const after = await fuzzUpTo({ server, fuzzer }, warm, inputs);
  fuzzer.close();
  const faults = [...fuzzer.faults(), ...server.complaints()];
  const growth = after / before;
  const isFine = faults.length === 0 && growth <= MOST_GROWTH;
  const heap = { atFifth: before, atEnd: after, growth: Number(growth.toFixed(3)) };
  if (values.json) {
    const report = { inputs, seed, isFine, heap, faults, tally: fuzzer.tally() };
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  } else {
    for (const fault of faults) tell(JSON.stringify(fault));
    const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MB`;
    tell(
      `${inputs} inputs with seed ${seed}: ${faults.length} faults; heap ${megabytes(before)} after ${warm}, ${megabytes(after)} at the end (${heap.growth}×, at most ${MOST_GROWTH}).`,
    );
  }
  return isFine;
}

const server = await startChildServer(PEOPLE);
try {
  process.exitCode = (await run(server)) ? 0 : 1;
} finally {
  await server.close();
}
