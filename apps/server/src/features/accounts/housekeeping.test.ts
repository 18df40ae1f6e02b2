import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PASSWORD, startAccounts } from "#testing/accounts";
import type { AccountsKit } from "#testing/accounts";
import { deleteOld } from "./housekeeping.ts";

const DAY = 86_400_000;

let kit: AccountsKit;

beforeAll(async () => {
  kit = await startAccounts();
});

afterAll(() => kit.close());

async function countRows() {
  const [row] = await kit.db.execute<{ challenges: number; sessions: number; tokens: number }>(
    sql`SELECT (SELECT count(*) FROM challenges) AS challenges,
               (SELECT count(*) FROM sessions) AS sessions,
               (SELECT count(*) FROM tokens) AS tokens`,
  );
  return row;
}

test("pending passwords go after a day, sessions and tokens a month after their end", async () => {
  const clock = { now: () => new Date(kit.time.now) };
  const { cookie } = await kit.join("ada@example.org");
  const body = { name: "Eve", email: "pending@example.org", password: PASSWORD };
  await kit.call("POST /api/auth/signup", { body });
  const expiresAt = new Date(kit.time.now + DAY).toISOString();
  const token = { name: "Short", scopes: ["read"], expiresAt };
  await kit.call("POST /api/auth/tokens", { cookie, body: token });
  await kit.call("POST /api/auth/logout", { cookie });
  await deleteOld({ db: kit.db, clock });
  expect(await countRows()).toEqual({ challenges: 2, sessions: 1, tokens: 1 });
  kit.time.now += DAY + 1;
  await deleteOld({ db: kit.db, clock });
  expect(await countRows()).toEqual({ challenges: 0, sessions: 1, tokens: 1 });
  kit.time.now += 31 * DAY;
  await deleteOld({ db: kit.db, clock });
  expect(await countRows()).toEqual({ challenges: 0, sessions: 0, tokens: 0 });
});
