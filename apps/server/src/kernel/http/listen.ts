import { createServer } from "node:net";
import type { Server as NetServer } from "node:net";
import { listenHosts } from "../config.ts";
import type { Config } from "../config.ts";
import type { Http } from "../http.ts";

/**
 * How many connections the system keeps until they are accepted, if it allows as many. Where a crowd that
 * comes back finds no place, its packets are dropped and come again after one, three and seven seconds.
 */
const BACKLOG = 4_096;

export interface Listeners {
  listen(): Promise<void>;
  /** The port that was asked for, or the one the system chose for port 0. */
  port(): number;
  close(): Promise<void>;
}

/**
 * Listens on every address of the configuration. Further addresses hand their connections to the
 * one HTTP server, so that requests and WebSockets arrive there alike.
 */
export function createListeners(
  http: Http,
  config: Pick<Config, "host" | "publicUrl" | "port">,
): Listeners {
  const [first, ...others] = listenHosts(config);
  const extra: NetServer[] = [];

  let chosen: number | null = null;

  /** Every request asks, and the system is asked for the answer only once. */
  function port(): number {
    if (chosen !== null) return chosen;
    const address = http.server.address();
    if (typeof address !== "object" || !address) return config.port;
    chosen = address.port;
    return chosen;
  }

  return {
    port,
    async listen() {
      await http.listen({ host: first, port: config.port, backlog: BACKLOG });
      for (const host of others) {
        const server = await listenAlso(http, host, port());
        if (server) extra.push(server);
      }
    },
    async close() {
      for (const server of extra) server.close();
      await http.close();
    },
  };
}

/** A machine without IPv6 has no ::1: then the first address is all there is. */
function listenAlso(http: Http, host: string, port: number): Promise<NetServer | null> {
  const server = createServer((socket) => http.server.emit("connection", socket));
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRNOTAVAIL" || error.code === "EAFNOSUPPORT") resolve(null);
      else reject(error);
    });
    server.listen({ host, port, backlog: BACKLOG }, () => resolve(server));
  });
}
