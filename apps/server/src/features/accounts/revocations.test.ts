import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { EndReason } from "#kernel/guard";
import { poll } from "#kernel/pause";
import { PASSWORD, startAccounts } from "#testing/accounts";
import type { AccountsKit, AccountsNode, Joined } from "#testing/accounts";

const EARS = sql`FROM pg_stat_activity
  WHERE application_name = 'parley listener' AND datname = current_database()`;
/** Nobody listens there. */
const NOWHERE = "postgres://parley:parley@127.0.0.1:1/parley";

let kit: AccountsKit;
let other: AccountsNode;
let deaf: AccountsNode;
let person: Joined;
let count = 0;

beforeAll(async () => {
  kit = await startAccounts();
  other = await kit.addNode();
  deaf = await kit.addNode({ target: NOWHERE });
});

beforeEach(async () => {
  count += 1;
  person = await kit.join(`person-${count}@example.org`);
  await kit.heard(person.cookie);
  await other.heard(person.cookie);
});

afterAll(() => kit.close());

function statusOf(node: AccountsNode, cookie: string): Promise<string> {
  return node.guard.admit({ cookie, authorization: undefined, fresh: false }).then(
    ({ setCookie }) => (setCookie ? "looked up" : "believed"),
    (error: { code: string }) => error.code,
  );
}

/** Waits until this node has heard of it by itself: no request asks the database meanwhile. */
async function hears(node: AccountsNode, sessionId: string): Promise<boolean> {
  return (await poll(10_000, async () => node.guard.isRevoked(sessionId))) === true;
}

/** Sessions that this node reports as ended while `work` runs, until the wanted one is among them. */
async function endedDuring(node: AccountsNode, sessionId: string, work: () => Promise<unknown>) {
  const told: [string, EndReason][] = [];
  const stop = new AbortController();
  node.guard.onEnded((ids, reason) => {
    for (const id of ids) told.push([id, reason]);
  }, stop.signal);
  await work();
  await hears(node, sessionId);
  stop.abort();
  return told;
}

describe("a revocation", () => {
  test("is known on its own node with the answer, and on the other one at once", async () => {
    expect(await statusOf(other, person.cookie)).toBe("believed");
    await kit.call("POST /api/auth/logout", { cookie: person.cookie });
    expect(await statusOf(kit, person.cookie)).toBe("SESSION_REVOKED");
    expect(await hears(other, person.sessionId)).toBe(true);
    expect(await statusOf(other, person.cookie)).toBe("SESSION_REVOKED");
  });

  test("needs no listener on the node where it is made", async () => {
    const told: string[] = [];
    const stop = new AbortController();
    deaf.guard.onEnded((ids) => told.push(...ids), stop.signal);
    await deaf.call("POST /api/auth/logout", { cookie: person.cookie });
    stop.abort();
    expect(told).toEqual([person.sessionId]);
    expect(deaf.guard.isRevoked(person.sessionId)).toBe(true);
  });

  test("is told to the sockets of every node, once", async () => {
    const { cookie, sessionId } = person;
    const own: [string, EndReason][] = [];
    const stop = new AbortController();
    kit.guard.onEnded((ids, reason) => own.push([ids[0] ?? "", reason]), stop.signal);
    const logOut = () => kit.call("POST /api/auth/logout", { cookie });
    const told = await endedDuring(other, sessionId, logOut);
    stop.abort();
    expect(told).toEqual([[sessionId, "SESSION_REVOKED"]]);
    expect(own).toEqual([[sessionId, "SESSION_REVOKED"]]);
  });

  test("a listener that was stopped is told nothing more", async () => {
    const stop = new AbortController();
    const told: string[] = [];
    kit.guard.onEnded((ids) => told.push(...ids), stop.signal);
    stop.abort();
    kit.guard.onEnded((ids) => told.push(...ids), stop.signal);
    await kit.call("POST /api/auth/logout", { cookie: person.cookie });
    expect(told).toEqual([]);
  });

  test("of many sessions arrives whole", async () => {
    await kit.db.execute(
      sql`INSERT INTO sessions (id, user_id, device_name, expires_at)
          SELECT gen_random_uuid(), ${person.userId}, 'Many', now() + interval '1 day'
          FROM generate_series(1, 350)`,
    );
    await kit.call("DELETE /api/auth/devices", { cookie: person.cookie });
    const rows = await kit.db.execute<{ id: string }>(
      sql`SELECT id FROM sessions WHERE user_id = ${person.userId} AND revoked_at IS NOT NULL`,
    );
    expect(rows).toHaveLength(350);
    for (const { id } of rows) expect(await hears(other, id)).toBe(true);
    expect(await statusOf(other, person.cookie)).toBe("believed");
  });

  test("that is rolled back is told to nobody", async () => {
    const { sessionId, cookie } = person;
    const failed = kit.db.transaction(async (tx) => {
      const news = JSON.stringify({ revoked: [sessionId] });
      await tx.execute(sql`SELECT pg_notify('parley_sessions', ${news})`);
      tx.rollback();
    });
    await expect(failed).rejects.toThrow("Rollback");
    const next = await kit.join(`after-${count}@example.org`);
    await kit.call("POST /api/auth/logout", { cookie: next.cookie });
    expect(await hears(other, next.sessionId)).toBe(true);
    expect(await statusOf(other, cookie)).toBe("believed");
  });

  test("anything else on the channel is passed over", async () => {
    for (const payload of ["rubbish", "[]", '{"revoked":1}', "{}"]) {
      await kit.db.execute(sql`SELECT pg_notify('parley_sessions', ${payload})`);
    }
    await kit.call("POST /api/auth/logout", { cookie: person.cookie });
    expect(await hears(other, person.sessionId)).toBe(true);
  });
});

describe("a node whose listener is down", () => {
  test("asks the database on every request", async () => {
    expect(await statusOf(deaf, person.cookie)).toBe("looked up");
    await kit.db.execute(
      sql`UPDATE sessions SET revoked_at = now() WHERE id = ${person.sessionId}`,
    );
    expect(await statusOf(other, person.cookie)).toBe("believed");
    expect(await statusOf(deaf, person.cookie)).toBe("SESSION_REVOKED");
  });

  test("knows what it missed once it listens again", async () => {
    const { cookie, sessionId } = person;
    const told = await endedDuring(other, sessionId, async () => {
      await kit.db.transaction(async (tx) => {
        await tx.execute(sql`SELECT pg_terminate_backend(pid) ${EARS}`);
        // Said to nobody: only reading it again can tell.
        await tx.execute(sql`UPDATE sessions SET revoked_at = now() WHERE id = ${sessionId}`);
      });
    });
    expect(told.filter(([id]) => id === sessionId)).toEqual([[sessionId, "SESSION_REVOKED"]]);
    expect(await statusOf(other, cookie)).toBe("SESSION_REVOKED");
    const next = await kit.join(`recovered-${count}@example.org`);
    await other.heard(next.cookie);
    await kit.call("POST /api/auth/logout", { cookie: next.cookie });
    expect(await hears(other, next.sessionId)).toBe(true);
  });
});

test("after however long a silence, a node knows what it missed", async () => {
  const { sessionId } = person;
  const minutes = 30 * 60_000;
  await kit.db.execute(sql`UPDATE sessions SET revoked_at = now() WHERE id = ${sessionId}`);
  kit.time.now += minutes;
  try {
    await kit.db.execute(sql`SELECT pg_terminate_backend(pid) ${EARS}`);
    expect(await hears(other, sessionId)).toBe(true);
  } finally {
    kit.time.now -= minutes;
  }
});

describe("a change of role", () => {
  test("counts at once on every node, in the session that there is", async () => {
    const { cookie, userId } = person;
    const roleOn = (node: AccountsNode) =>
      node.guard
        .admit({ cookie, authorization: undefined, fresh: false })
        .then(({ identity }) => identity.role);
    expect(await roleOn(other)).toBe("user");
    await kit.db.execute(sql`UPDATE accounts SET role = 'moderator' WHERE id = ${userId}`);
    expect(await poll(10_000, async () => (await roleOn(other)) === "moderator")).toBe(true);
    expect(await roleOn(deaf)).toBe("moderator");
    const { body } = await other.call("GET /api/auth/session", { cookie });
    expect(body["user"]).toMatchObject({ role: "moderator" });
  });

  test("is read again after the listener was interrupted", async () => {
    const { cookie, userId } = person;
    await kit.db.transaction(async (tx) => {
      await tx.execute(sql`ALTER TABLE accounts DISABLE TRIGGER account_role_changed`);
      await tx.execute(sql`UPDATE accounts SET role = 'admin' WHERE id = ${userId}`);
      await tx.execute(sql`UPDATE sessions SET stale_at = now() WHERE user_id = ${userId}`);
      await tx.execute(sql`ALTER TABLE accounts ENABLE TRIGGER account_role_changed`);
    });
    const roleOn = async () =>
      (await other.guard.admit({ cookie, authorization: undefined, fresh: false })).identity.role;
    expect(await roleOn()).toBe("user");
    await kit.db.execute(sql`SELECT pg_terminate_backend(pid) ${EARS}`);
    expect(await poll(10_000, async () => (await roleOn()) === "admin")).toBe(true);
    const { cookie: fresh } = await kit.call("POST /api/auth/login", {
      body: { email: `person-${count}@example.org`, password: PASSWORD },
    });
    await other.heard(fresh);
    expect(await roleOn()).toBe("admin");
  });
});
