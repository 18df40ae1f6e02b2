import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isAllowed } from "#kernel/identity";
import { poll } from "#kernel/pause";
import { PASSWORD, startAccounts } from "#testing/accounts";
import type { AccountsKit, Joined } from "#testing/accounts";

const DAY = 86_400_000;

let kit: AccountsKit;
let person: Joined;

beforeAll(async () => {
  kit = await startAccounts();
  person = await kit.join("ada@example.org");
});

afterAll(() => kit.close());

async function make(body: object = {}) {
  const asked = { name: "My bot", scopes: ["read"], ...body };
  const answer = await kit.call("POST /api/auth/tokens", { cookie: person.cookie, body: asked });
  const { id, token } = answer.body as { id: string; token: string };
  return { answer, id, token };
}

function admit(token: string) {
  return kit.guard.admit({ cookie: undefined, authorization: `Bearer ${token}`, fresh: false });
}

describe("a bearer token", () => {
  test("is shown once and stored hashed", async () => {
    const { answer, id, token } = await make();
    expect(answer.status).toBe(201);
    expect(token).toMatch(/^parley_[\w-]{43}$/);
    const [row] = await kit.db.execute<{ token_hash: Buffer }>(
      sql`SELECT token_hash FROM tokens WHERE id = ${id}`,
    );
    expect(row?.token_hash).toEqual(createHash("sha256").update(token).digest());
    const { body } = await kit.call("GET /api/auth/tokens", { cookie: person.cookie });
    expect(JSON.stringify(body)).not.toContain(token);
    expect((body["items"] as object[])[0]).toEqual({
      id,
      name: "My bot",
      scopes: ["read"],
      createdAt: expect.any(String),
      lastUsedAt: null,
      expiresAt: null,
    });
  });

  test("speaks for the person under a name of its own, within its scopes", async () => {
    const { id, token } = await make({ scopes: ["read", "calls", "read"] });
    const { identity, setCookie, endsAt } = await admit(token);
    expect(identity).toEqual({
      userId: person.userId,
      role: "user",
      sessionId: `token:${id}`,
      scopes: ["read", "calls"],
    });
    expect([setCookie, endsAt]).toEqual([null, null]);
    expect(isAllowed(identity, { scope: "read" })).toBe(true);
    expect(isAllowed(identity, { scope: "write" })).toBe(false);
    expect(isAllowed(identity, { scope: "read", sessionOnly: true })).toBe(false);
    expect(isAllowed(identity, { scope: "read", role: "moderator" })).toBe(false);
    const { body, setCookies } = await kit.call("GET /api/auth/session", { bearer: token });
    expect(body).toMatchObject({ user: { id: person.userId }, session: { id, expiresAt: null } });
    expect(setCookies).toEqual([]);
  });

  test.each([
    "POST /api/auth/tokens",
    "GET /api/auth/tokens",
    "GET /api/auth/devices",
    "DELETE /api/auth/devices",
    "POST /api/auth/logout",
    "POST /api/auth/password",
  ])("whatever its scopes, it may not %s", async (route) => {
    const { token } = await make({ scopes: ["read", "write", "calls"] });
    const bodies: Record<string, object> = {
      "POST /api/auth/tokens": { name: "More", scopes: ["read"] },
      "POST /api/auth/password": { current: PASSWORD, password: "another password" },
    };
    const answer = await kit.call(route, { bearer: token, body: bodies[route] });
    expect(answer).toMatchObject({ status: 403, body: { code: "FORBIDDEN" } });
  });

  test("without the scope of a route it is refused there", async () => {
    const { token } = await make({ scopes: ["calls"] });
    const answer = await kit.call("GET /api/auth/session", { bearer: token });
    expect(answer.body["code"]).toBe("FORBIDDEN");
  });

  test("with an Authorization header the cookie is ignored", async () => {
    const { cookie } = person;
    for (const bearer of ["unknown", "parley_unknown"]) {
      const answer = await kit.call("GET /api/auth/session", { cookie, bearer });
      expect(answer.body["code"]).toBe("UNAUTHENTICATED");
    }
    for (const authorization of ["", "Basic YTpi", "Bearer", "Bearer a b", person.cookie]) {
      await expect(kit.guard.admit({ cookie, authorization, fresh: false })).rejects.toMatchObject({
        code: "UNAUTHENTICATED",
      });
    }
  });

  test("expires", async () => {
    const expiresAt = new Date(kit.time.now + DAY).toISOString();
    const { token } = await make({ expiresAt });
    expect((await admit(token)).endsAt?.toISOString()).toBe(expiresAt);
    kit.time.now += DAY;
    await expect(admit(token)).rejects.toMatchObject({ code: "SESSION_EXPIRED" });
    const past = await make({ expiresAt });
    expect(past.answer.body).toMatchObject({ code: "VALIDATION", errors: [{ path: "expiresAt" }] });
  });

  test("is revoked by its owner alone, at once on every node", async () => {
    const other = await kit.addNode();
    await other.heard(person.cookie);
    const { id, token } = await make();
    const stranger = await kit.join("stranger@example.org", "Eve");
    const end = (cookie: string) => kit.call(`DELETE /api/auth/tokens/${id}`, { cookie });
    expect((await end(stranger.cookie)).body["code"]).toBe("NOT_FOUND");
    expect((await end(person.cookie)).status).toBe(204);
    expect((await end(person.cookie)).body["code"]).toBe("NOT_FOUND");
    await expect(admit(token)).rejects.toMatchObject({ code: "SESSION_REVOKED" });
    const isHeard = async () => other.guard.isRevoked(`token:${id}`);
    expect(await poll(10_000, isHeard)).toBe(true);
  });

  test("faults are told by field", async () => {
    const { answer } = await make({ name: "", scopes: ["everything"] });
    const paths = (answer.body["errors"] as { path: string }[]).map(({ path }) => path);
    expect(paths).toEqual(["name", "scopes.0"]);
    expect((await make({ scopes: [] })).answer.body["code"]).toBe("VALIDATION");
  });

  test("made while the password is being reset, it does not outlive the reset", async () => {
    const email = "racing@example.org";
    const { cookie } = await kit.join(email);
    const asked = await kit.call("POST /api/auth/forgot", { body: { email } });
    const { challengeId } = asked.body;
    const body = { challengeId, code: kit.codeFor(email), password: "a new password" };
    const token = { name: "Late", scopes: ["read"] };
    const ask = { cookie, body: token };
    await Promise.all([
      kit.call("POST /api/auth/reset", { body }),
      ...Array.from({ length: 10 }, () => kit.call("POST /api/auth/tokens", ask)),
    ]);
    const live = await kit.db.execute(
      sql`SELECT 1 FROM tokens t JOIN accounts a ON a.id = t.user_id
          WHERE a.email = ${email} AND t.revoked_at IS NULL`,
    );
    expect(live).toHaveLength(0);
  });
});
