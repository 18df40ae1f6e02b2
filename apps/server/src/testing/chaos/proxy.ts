import { once } from "node:events";
import { connect, createServer } from "node:net";
import type { Socket } from "node:net";
import type { Dice } from "./random.ts";

/**
 * What the network does: `cut`, the server is heard no more, and later neither side hears the other
 * (what was sent was kept, its answer never comes); `slow`, every piece waits; `half-close`, one side
 * hangs up and the other is left; `silence`, nothing passes although nothing ends; `refuse`.
 */
export type NetworkFault = "cut" | "slow" | "half-close" | "silence" | "refuse";

export interface Proxy {
  port: number;
  /** Does this to each open connection with this chance. */
  disturb(fault: NetworkFault, how: { share: number; milliseconds: number }): void;
  cutAll(): void;
  close(): Promise<void>;
}

interface Link {
  client: Socket;
  server: Socket;
  /** Answers are thrown away from now on. */
  isDeaf: boolean;
  /** Each piece waits this long. */
  delay: number;
}

/** A TCP proxy between the clients and the node, which does on purpose what networks do by accident. */
export async function startProxy(options: {
  to: number;
  port: number;
  dice: Dice;
}): Promise<Proxy> {
  const { dice } = options;
  const links = new Set<Link>();
  let refuseUntil = 0;

  const listener = createServer({ allowHalfOpen: true }, (client) => {
    if (performance.now() < refuseUntil) {
      client.destroy();
      return;
    }
    const server = connect({ port: options.to, host: "127.0.0.1", allowHalfOpen: true });
    const link: Link = { client, server, isDeaf: false, delay: 0 };
    links.add(link);
    join(link, () => links.delete(link));
  });
  listener.listen(options.port, "127.0.0.1");
  await once(listener, "listening");

  function harm(link: Link, fault: NetworkFault, milliseconds: number): void {
    if (fault === "cut") {
      link.isDeaf = true;
      setTimeout(() => destroy(link), milliseconds);
    } else if (fault === "slow") {
      link.delay = dice.int(20, 300);
      setTimeout(() => (link.delay = 0), milliseconds);
    } else if (fault === "half-close") {
      (dice.chance(0.5) ? link.client : link.server).end();
      setTimeout(() => destroy(link), milliseconds);
    } else {
      for (const side of [link.client, link.server]) side.pause();
      setTimeout(() => {
        for (const side of [link.client, link.server]) side.resume();
      }, milliseconds);
    }
  }

  function cutAll(): void {
    for (const link of links) destroy(link);
  }

  return {
    port: options.port,
    disturb(fault, { share, milliseconds }) {
      if (fault === "refuse") {
        refuseUntil = performance.now() + milliseconds;
        return;
      }
      for (const link of links) if (dice.chance(share)) harm(link, fault, milliseconds);
    },
    cutAll,
    async close() {
      listener.close();
      cutAll();
      await once(listener, "close");
    },
  };
}

function destroy({ client, server }: Link): void {
  client.destroy();
  server.destroy();
}

function join(link: Link, onGone: () => void): void {
  const { client, server } = link;
  pass(client, server, { delay: () => link.delay, isDropped: () => false });
  pass(server, client, { delay: () => link.delay, isDropped: () => link.isDeaf });
  const finish = () => {
    destroy(link);
    onGone();
  };
  for (const side of [client, server]) {
    side.setNoDelay(true);
    side.on("error", finish);
    side.on("close", finish);
  }
}

/** Hands pieces on in their order, late or not at all. */
function pass(
  from: Socket,
  to: Socket,
  how: { delay: () => number; isDropped: () => boolean },
): void {
  let last: Promise<void> = Promise.resolve();
  let waiting = 0;

  function hand(write: () => void): void {
    const delay = how.delay();
    if (delay === 0 && waiting === 0) {
      write();
      return;
    }
    waiting += 1;
    last = last
      .then(() => new Promise((resolve) => setTimeout(resolve, delay)))
      .then(() => {
        waiting -= 1;
        write();
      });
  }

  from.on("data", (piece) => {
    hand(() => {
      if (how.isDropped() || !to.writable) return;
      if (!to.write(piece)) {
        from.pause();
        to.once("drain", () => from.resume());
      }
    });
  });
  from.on("end", () => hand(() => void to.end()));
}
