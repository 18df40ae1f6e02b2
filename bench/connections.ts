import type { Bench } from "./lib/figures.ts";
import { createProduct } from "./lib/product.ts";
import { createTally, openAll, openProductSocket } from "./lib/sockets.ts";

const IDLE = 2_000;
/** Everything that a first connection brings with it is there before the count begins. */
const FIRST = 200;

/** What one signed-in socket that says nothing costs in memory. */
export const benchConnections: Bench = async ({ port, tell, profileTo }) => {
  const product = await createProduct({ port, people: IDLE + FIRST, profileTo });
  await product.start();
  try {
    const open = openProductSocket(product.url);
    const tally = createTally();
    const first = await openAll(product.people.slice(0, FIRST), open, tally);
    const before = await product.memory();
    const idle = await openAll(product.people.slice(FIRST), open, tally);
    const after = await product.memory();
    const per = (key: "rss" | "heapUsed") => (after[key] - before[key]) / IDLE / 1_000;
    tell(`resident ${per("rss").toFixed(1)} kB, heap ${per("heapUsed").toFixed(1)} kB`);
    for (const socket of [...first, ...idle]) socket.close();
    return [
      {
        what: "Memory per idle connection",
        value: per("rss"),
        unit: "kB",
        goal: 40,
        how: `resident, over ${IDLE.toLocaleString("en")} sockets after a forced collection; of it ${per("heapUsed").toFixed(0)} kB heap`,
      },
    ];
  } finally {
    await product.end();
  }
};
