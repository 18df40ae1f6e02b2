import { setTimeout as pause } from "node:timers/promises";
import { startFloor } from "./floor/start-floor.ts";
import { median, quantile } from "./lib/figures.ts";
import type { Bench, Figure } from "./lib/figures.ts";
import { createProduct } from "./lib/product.ts";
import { createTally, openAll, openFloorSocket, openProductSocket } from "./lib/sockets.ts";
import type { LightSocket, Tally } from "./lib/sockets.ts";

const PEOPLE = 1_000;
const RATES = [1_000, 5_000] as const;
const ROUNDS = 3;
const PHASE_MS = 6_000;
const WARM_MS = 4_000;
const STEP_MS = 5;
/** A machine that does not keep up is not buried: the rate that was reached is told. */
const MOST_WAITING = 2_000;
const DRAIN_MS = 30_000;
const BODY = "¿Quedamos mañana a las seis para practicar un poco?";

/** What one phase at one rate cost. */
interface Phase {
  /** Messages a second that were sent. */
  reached: number;
  /** Microseconds of CPU for each delivered message. */
  server: number;
  database: number;
  load: number;
  p50: number;
  p99: number;
}

interface Side {
  name: "floor" | "product";
  sockets: LightSocket[];
  tally: Tally;
  cpu(): { server: number; database: number };
}

/** Direct messages at two rates: what each costs and how soon it is acknowledged, floor and product in turn. */
export const benchMessages: Bench = async ({ port, tell, profileTo }) => {
  const product = await createProduct({ port, people: PEOPLE, profileTo });
  await product.start();
  const relay = await startFloor(port + 1, product.dataDir);
  try {
    const floor = createTally();
    const ours = createTally();
    const sides: [Side, Side] = [
      {
        name: "floor",
        sockets: await openAll(product.people, openFloorSocket(relay.url), floor),
        tally: floor,
        cpu: () => ({ server: relay.cpu(), database: product.cpu().database }),
      },
      {
        name: "product",
        sockets: await openAll(product.people, openProductSocket(product.url), ours),
        tally: ours,
        cpu: product.cpu,
      },
    ];
    for (const side of sides) await run(side, RATES[1], WARM_MS);
    const figures = await measure(sides, tell);
    for (const { sockets } of sides) for (const socket of sockets) socket.close();
    return figures;
  } finally {
    await relay.end();
    await product.end();
  }
};

async function measure(
  [floor, ours]: [Side, Side],
  tell: (line: string) => void,
): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const rate of RATES) {
    const phases: Record<Side["name"], Phase[]> = { floor: [], product: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const side of [floor, ours]) {
        const phase = await run(side, rate, PHASE_MS);
        phases[side.name].push(phase);
        tell(`${side.name} at ${rate}/s: ${describe(phase)}`);
      }
    }
    figures.push(...summarise(rate, phases.floor, phases.product));
  }
  return figures;
}

/** Sends at this rate for so long, waits until everything has arrived, and reads the clocks. */
async function run({ name, sockets, tally, cpu }: Side, rate: number, ms: number): Promise<Phase> {
  Object.assign(tally, createTally());
  const before = { ...cpu(), load: process.cpuUsage() };
  const begin = performance.now();
  let sent = 0;
  for (let now = begin; now - begin < ms; now = performance.now()) {
    const due = Math.min(((now - begin) / 1_000) * rate, tally.latencies.length + MOST_WAITING);
    for (; sent < due; sent += 1) sockets[sent % sockets.length]?.send(BODY);
    await pause(STEP_MS);
  }
  const reached = (sent * 1_000) / (performance.now() - begin);
  await untilArrived({ name, tally }, sent);
  const after = cpu();
  const load = process.cpuUsage(before.load);
  return {
    reached,
    server: ((after.server - before.server) * 1_000) / sent,
    database: ((after.database - before.database) * 1_000) / sent,
    load: (load.user + load.system) / sent,
    p50: quantile(tally.latencies, 0.5),
    p99: quantile(tally.latencies, 0.99),
  };
}

async function untilArrived(
  { name, tally }: Pick<Side, "name" | "tally">,
  sent: number,
): Promise<void> {
  const end = performance.now() + DRAIN_MS;
  while (tally.delivered < sent || tally.latencies.length < sent) {
    const [refusal] = tally.refusals;
    if (refusal || performance.now() > end) {
      throw new Error(
        `Of ${sent} messages the ${name} delivered ${tally.delivered} and refused ${tally.refusals.length} (${refusal ?? ""}).`,
      );
    }
    await pause(STEP_MS);
  }
}

function summarise(rate: number, floor: Phase[], ours: Phase[]): Figure[] {
  const of = (phases: Phase[], pick: (phase: Phase) => number) => median(phases.map(pick));
  const whole = ({ server, database }: Phase) => server + database;
  const ratio = median(ours.map((phase, round) => whole(phase) / whole(floor[round] ?? phase)));
  const at = `at ${rate.toLocaleString("en")} messages/s`;
  const cpu = (name: string, phases: Phase[]): Figure => ({
    what: `CPU per delivered message ${at}, ${name}`,
    value: of(phases, whole),
    unit: "µs",
    goal: null,
    how: `server ${of(phases, (phase) => phase.server).toFixed(0)}, database ${of(phases, (phase) => phase.database).toFixed(0)}; the load itself ${of(phases, (phase) => phase.load).toFixed(0)}`,
  });
  const latency = (name: string, phases: Phase[]): Figure[] =>
    (["p50", "p99"] as const).map((share) => ({
      what: `Sent to acknowledged ${at}, ${name}, ${share}`,
      value: of(phases, (phase) => phase[share]),
      unit: "ms",
      goal: null,
      how: `median of ${ROUNDS} rounds of ${PHASE_MS / 1_000} s, ${PEOPLE} sockets`,
    }));
  return [
    cpu("floor", floor),
    cpu("product", ours),
    {
      what: `CPU per delivered message ${at}, product to floor`,
      value: ratio,
      unit: "×",
      goal: 2,
      how: "floor and product in turn in one run",
    },
    ...latency("floor", floor),
    ...latency("product", ours),
  ];
}

function describe({ reached, server, database, load, p50, p99 }: Phase): string {
  return `${reached.toFixed(0)} reached, server ${server.toFixed(1)} µs, database ${database.toFixed(1)} µs, load ${load.toFixed(1)} µs, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;
}
