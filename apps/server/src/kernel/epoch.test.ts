import { afterEach, beforeEach, expect, test } from "vitest";
import { openTestDatabase } from "#testing/test-database";
import type { TestDatabase } from "#testing/test-database";
import { createEpoch, renewEpoch } from "./epoch.ts";

let database: TestDatabase;

beforeEach(async () => {
  database = await openTestDatabase();
});

afterEach(async () => {
  await database.close();
});

test("nodes that start together on a new database agree, and later starts find the same", async () => {
  const { sql } = database;
  const nodes = await Promise.all(Array.from({ length: 4 }, () => createEpoch(sql)));
  const [first, ...others] = nodes.map((node) => node.current());
  expect(first).toMatch(/^[0-9a-f-]{36}$/);
  expect(new Set(others)).toEqual(new Set([first]));
  expect((await createEpoch(sql)).current()).toBe(first);
});

test.each(["system_identifier = 'another server'", "timeline = timeline + 1"])(
  "invariant 19: a database restored elsewhere (%s) gets a new epoch, once",
  async (change) => {
    const { sql } = database;
    const before = (await createEpoch(sql)).current();
    await sql.unsafe(`UPDATE instance SET ${change}`);
    const after = (await createEpoch(sql)).current();
    expect(after).not.toBe(before);
    expect((await createEpoch(sql)).current()).toBe(after);
  },
);

test("a running node notices the one that was asked for", async () => {
  const { sql } = database;
  const node = await createEpoch(sql);
  const renewed = await renewEpoch(sql);
  expect(node.current()).not.toBe(renewed);
  await node.refresh(sql);
  expect(node.current()).toBe(renewed);
});
