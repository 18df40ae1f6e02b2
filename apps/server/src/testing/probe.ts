// Loaded before a server that is measured (`--expose-gc --import`): tells its parent, when asked,
// what it holds after a forced collection and what it has used.
import { setImmediate } from "node:timers/promises";

export interface ProbeReading {
  heapUsed: number;
  rss: number;
}

async function read(): Promise<ProbeReading> {
  // What finalizers and timers of this moment let go of is collected by the next round.
  for (let round = 0; round < 4; round += 1) {
    globalThis.gc?.();
    await setImmediate();
  }
  const { heapUsed, rss } = process.memoryUsage();
  return { heapUsed, rss };
}

process.on("message", () => void read().then((reading) => process.send?.(reading)));
process.channel?.unref();
