import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestDatabase } from "#testing/test-database";
import type { TestDatabase } from "#testing/test-database";
import { createLimits, networkOf } from "./limits.ts";

const MINUTE = 60_000;
const TOO_OFTEN = "That was too often.";
const time = { now: Date.parse("2026-03-01T12:00:00.000Z") };
const clock = { now: () => new Date(time.now) };

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterAll(() => database.close());

function rule(key: string) {
  return { key, limit: 3, windowMs: MINUTE };
}

describe("limits", () => {
  test("count over parallel attempts and tell the time that is left", async () => {
    const { db } = database;
    const limits = createLimits({ enabled: true, clock });
    const take = () => limits.take(db, rule("parallel"));
    const settled = await Promise.allSettled(Array.from({ length: 8 }, take));
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
    time.now += 20_000;
    const late = { code: "RATE_LIMITED", details: { retryAfterMs: 40_000 } };
    await expect(take()).rejects.toMatchObject(late);
    time.now += 40_000;
    await expect(take()).resolves.toBeUndefined();
  });

  test("an attempt that is given back may be made again, a refused one counts for nothing", async () => {
    const { db } = database;
    const limits = createLimits({ enabled: true, clock });
    for (let i = 0; i < 3; i += 1) await limits.take(db, rule("released"));
    await expect(limits.take(db, rule("released"))).rejects.toThrow(TOO_OFTEN);
    await limits.release(db, "released");
    await limits.take(db, rule("released"));
    await expect(limits.take(db, rule("released"))).rejects.toThrow(TOO_OFTEN);
    await limits.clear(db, "released");
    for (let i = 0; i < 3; i += 1) await limits.take(db, rule("released"));
  });

  test("lifted, they count nothing", async () => {
    const limits = createLimits({ enabled: false, clock });
    for (let i = 0; i < 9; i += 1) await limits.take(database.db, rule("lifted"));
    const rows = await database.db.execute(sql`SELECT 1 FROM limits WHERE key = 'lifted'`);
    expect(rows).toHaveLength(0);
  });

  test("windows that have passed are removed, without waiting for rows that are held", async () => {
    const { db } = database;
    const limits = createLimits({ enabled: true, clock });
    await limits.take(db, rule("held"));
    await limits.take(db, rule("passed"));
    time.now += 11 * MINUTE;
    await db.transaction(async (tx) => {
      await tx.execute(sql`SELECT 1 FROM limits WHERE key = 'held' FOR UPDATE`);
      await limits.take(db, rule("another"));
    });
    const rows = await db.execute<{ key: string }>(
      sql`SELECT key FROM limits WHERE key IN ('held', 'passed', 'another') ORDER BY key`,
    );
    expect(rows.map(({ key }) => key)).toEqual(["another", "held"]);
  });

  test.each([
    ["203.0.113.7", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:DB8:1:2::1", "2001:db8:1:2::/64"],
    ["2001:0db8:0001::9", "2001:db8:1:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["64:ff9b::203.0.113.7", "64:ff9b:0:0::/64"],
  ])("the network of %s is %s", (ip, network) => {
    expect(networkOf(ip)).toBe(network);
  });
});
