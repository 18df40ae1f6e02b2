import { createClient } from "@parley/client/create-client";
import type { Client } from "@parley/client/client";
import { createSocketTransport } from "@parley/client/socket-transport";
import { createMemoryStore } from "@parley/client/store/memory-store";
import type { Transport } from "@parley/client/transport";
import { setTimeout as pause } from "node:timers/promises";
import { quantile } from "./lib/figures.ts";
import type { Bench } from "./lib/figures.ts";
import { createProduct } from "./lib/product.ts";
import type { MadePerson } from "./lib/product.ts";

const CLIENTS = 2_000;
const AT_ONCE = 100;
const PATIENCE_MS = 300_000;
const LOOK_MS = 20;

/** Everybody's real client loses the server at once and comes back as its own back-off says. */
export const benchReconnect: Bench = async ({ port, tell, profileTo }) => {
  const product = await createProduct({ port, people: CLIENTS, profileTo });
  await product.start();
  const times: number[] = [];
  const clients: Client[] = [];
  try {
    for (let from = 0; from < CLIENTS; from += AT_ONCE) {
      const some = product.people.slice(from, from + AT_ONCE);
      clients.push(...some.map((person) => open(product.url, person, times)));
      await untilAll(clients, "live");
    }
    tell(`${CLIENTS} clients are live`);
    await product.kill();
    await untilAll(clients, "offline");
    times.length = 0;
    await product.start();
    const before = { ...product.cpu(), load: process.cpuUsage() };
    const begin = performance.now();
    await untilAll(clients, "live");
    const seconds = (performance.now() - begin) / 1_000;
    const after = product.cpu();
    const load = process.cpuUsage(before.load);
    const share = (ms: number) => `${((ms / seconds / 1_000) * 100).toFixed(0)} %`;
    const how = `${times.length} requests of ${CLIENTS} clients after a kill; load ${share((load.user + load.system) / 1_000)}, server ${share(after.server - before.server)}, database ${share(after.database - before.database)} of a core`;
    tell(how);
    return [
      {
        what: "Sync request after a reconnect, p50",
        value: quantile(times, 0.5),
        unit: "ms",
        goal: null,
        how,
      },
      {
        what: "Sync request after a reconnect, p95",
        value: quantile(times, 0.95),
        unit: "ms",
        goal: 1_000,
        how,
      },
      {
        what: "All clients live again after",
        value: seconds,
        unit: "s",
        goal: null,
        how: "from the moment the server is ready",
      },
    ];
  } finally {
    await Promise.all(clients.map((client) => client.close()));
    await product.end();
  }
};

function open(baseUrl: string, { userId, token }: MadePerson, times: number[]): Client {
  const transport = createSocketTransport({ baseUrl, token });
  return createClient({ userId, store: createMemoryStore(), transport: timed(transport, times) });
}

/** Notes how long each sync request takes from sent to answered. */
function timed(transport: Transport, times: number[]): Transport {
  return {
    ...transport,
    async sync(request) {
      const before = performance.now();
      const answer = await transport.sync(request);
      times.push(performance.now() - before);
      return answer;
    },
  };
}

async function untilAll(clients: readonly Client[], state: "live" | "offline"): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  const isThere = (client: Client) =>
    state === "live"
      ? client.connection.get().state === "live"
      : client.connection.get().state !== "live";
  while (!clients.every(isThere)) {
    if (performance.now() > end) {
      throw new Error(
        `${clients.filter(isThere).length} of ${clients.length} clients are ${state}.`,
      );
    }
    await pause(LOOK_MS);
  }
}
