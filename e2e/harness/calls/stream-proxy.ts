import { connect, createServer, type Socket } from "node:net";

/** A port of 127.0.0.1, or the path of a socket file. */
type Door = number | string;

export type StreamProxy = {
  /** Says and hears nothing more, while connections stay open: what a dead link looks like. */
  cut: () => void;
  /** Ends the connections that were cut, and lets new ones through. */
  heal: () => void;
  close: () => void;
};

/** Passes TCP on from one door to another: the way to the product, which a test can cut. */
export async function openStreamProxy(from: Door, to: Door): Promise<StreamProxy> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let isCut = false;

  const server = createServer((front) => {
    const back = connect(describeDoor(to));
    const pair = [front, back] as const;
    pairs.add(pair);
    pass(front, back);
    pass(back, front);
    for (const socket of pair) {
      socket.on("error", () => {});
      socket.once("close", () => {
        pairs.delete(pair);
        front.destroy();
        back.destroy();
      });
    }
  });

  function pass(source: Socket, target: Socket): void {
    source.on("data", (bytes) => {
      if (!isCut) target.write(bytes);
    });
    source.on("end", () => {
      if (!isCut) target.end();
    });
  }

  function endAll(): void {
    for (const [front] of pairs) front.destroy();
  }

  await new Promise<void>((done) => server.listen(describeDoor(from), done));
  return {
    cut: () => {
      isCut = true;
    },
    heal: () => {
      endAll();
      isCut = false;
    },
    close: () => {
      endAll();
      server.close();
    },
  };
}

function describeDoor(door: Door): { path: string } | { host: string; port: number } {
  return typeof door === "string" ? { path: door } : { host: "127.0.0.1", port: door };
}

/** As a program in a network namespace: `node stream-proxy.ts PORT SOCKET`. */
if (import.meta.main) {
  const [port, socket = ""] = process.argv.slice(2);
  await openStreamProxy(Number(port), socket);
  console.log("open");
}
