import { sql } from "drizzle-orm";
import { connect as connectTcp, createServer } from "node:net";
import type { Server, Socket } from "node:net";
import { once } from "node:events";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openTestDatabase } from "#testing/test-database";
import type { TestDatabase } from "#testing/test-database";
import { createListener } from "./listener.ts";
import type { Listener } from "./listener.ts";
import { createLog } from "./log.ts";
import { poll } from "./pause.ts";

let database: TestDatabase;
let open: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
});

afterEach(async () => {
  for (const part of open.toReversed()) await part.close();
  open = [];
});

afterAll(() => database.close());

function listen(target: string, refresh: () => Promise<void> = async () => {}) {
  const heard: string[] = [];
  const listener = createListener({
    target,
    channel: "parley_test",
    log: createLog("silent"),
    hear: (payload) => heard.push(payload),
    refresh,
  });
  open.push(listener);
  return { listener, heard };
}

async function comesUp(listener: Listener): Promise<void> {
  expect(await poll(20_000, async () => listener.isUp())).toBe(true);
}

async function goesDown(listener: Listener): Promise<void> {
  expect(await poll(20_000, async () => !listener.isUp())).toBe(true);
}

function say(payload: string) {
  return database.db.execute(sql`SELECT pg_notify('parley_test', ${payload})`);
}

describe("a listener", () => {
  test("hears what is committed, and is up once it has read what came before", async () => {
    let finish = () => {};
    const read = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const { listener, heard } = listen(database.url, () => read);
    expect(listener.isUp()).toBe(false);
    await poll(10_000, async () => {
      await say("early");
      return heard.length > 0;
    });
    expect(listener.isUp()).toBe(false);
    finish();
    await comesUp(listener);
    await say("late");
    expect(await poll(5_000, async () => heard.includes("late"))).toBe(true);
  });

  test("is down the moment its connection is cut, and refreshes before it is up again", async () => {
    let refreshes = 0;
    const { listener, heard } = listen(database.url, async () => {
      expect(listener.isUp()).toBe(false);
      refreshes += 1;
    });
    await comesUp(listener);
    await database.db.execute(
      sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE application_name = 'parley listener' AND datname = current_database()`,
    );
    // Sooner than a ping could tell.
    expect(await poll(1_500, async () => !listener.isUp())).toBe(true);
    await comesUp(listener);
    expect(refreshes).toBe(2);
    await say("again");
    expect(await poll(5_000, async () => heard.includes("again"))).toBe(true);
  });

  test("tries again when reading fails", async () => {
    let attempts = 0;
    const { listener } = listen(database.url, async () => {
      attempts += 1;
      if (attempts < 3) throw new Error("The database is busy.");
    });
    await comesUp(listener);
    expect(attempts).toBe(3);
  });

  test("a half-open connection is noticed by its silence and replaced", async () => {
    const wire = await startWire(database.url);
    const { listener } = listen(wire.url);
    await comesUp(listener);
    const cut = performance.now();
    wire.freeze();
    await goesDown(listener);
    expect(performance.now() - cut).toBeLessThan(11_000);
    await comesUp(listener);
  });

  test("closes while it still cannot connect", async () => {
    const { listener } = listen("postgres://parley:parley@127.0.0.1:1/parley");
    await listener.close();
    expect(listener.isUp()).toBe(false);
  });
});

/** A wire to the database that can go dead without anybody hanging up. */
async function startWire(target: string) {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const server: Server = createServer((near) => {
    const far = connectTcp(Number(port), hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => sockets.delete(socket));
    }
    near.pipe(far);
    far.pipe(near);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const url = new URL(target);
  url.port = typeof address === "object" && address ? String(address.port) : "";
  const wire = {
    url: url.href,
    freeze() {
      for (const socket of sockets) {
        socket.unpipe();
        socket.pause();
      }
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
  open.unshift(wire);
  return wire;
}
