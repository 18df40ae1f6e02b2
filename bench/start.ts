import { median } from "./lib/figures.ts";
import type { Bench } from "./lib/figures.ts";
import { createProduct } from "./lib/product.ts";

const ROUNDS = 3;

/** From `npm start` to the first answer: with nothing there yet, and again on what is there. */
export const benchStart: Bench = async ({ port, tell }) => {
  const cold: number[] = [];
  const warm: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const product = await createProduct({ port, people: 0 });
    // The web app is built by whoever starts first, and is then there for all.
    if (round === 0) {
      await product.start();
      await product.end();
      continue;
    }
    await product.start();
    cold.push(product.startMs());
    await product.stop();
    await product.start();
    warm.push(product.startMs());
    tell(`cold ${cold.at(-1)?.toFixed(0)} ms, warm ${warm.at(-1)?.toFixed(0)} ms`);
    await product.end();
  }
  return [
    {
      what: "Cold start",
      value: median(cold),
      unit: "ms",
      goal: null,
      how: "an empty data folder, the web app built before",
    },
    {
      what: "Warm start",
      value: median(warm),
      unit: "ms",
      goal: null,
      how: "the data folder of a server that was stopped",
    },
  ];
};
