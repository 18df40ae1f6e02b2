import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { poll } from "#kernel/pause";
import { PASSWORD, startAccounts } from "#testing/accounts";
import type { AccountsKit } from "#testing/accounts";

const NEW = "an entirely new password";

let kit: AccountsKit;

beforeAll(async () => {
  kit = await startAccounts();
});

afterAll(() => kit.close());

async function forgot(email: string) {
  const { body } = await kit.call("POST /api/auth/forgot", { body: { email } });
  return String(body["challengeId"]);
}

function reset(challengeId: string, code: string, password = NEW) {
  return kit.call("POST /api/auth/reset", { body: { challengeId, code, password } });
}

function logIn(email: string, password: string) {
  return kit.call("POST /api/auth/login", { body: { email, password } });
}

function change(cookie: string, current: string, password = NEW) {
  return kit.call("POST /api/auth/password", { cookie, body: { current, password } });
}

async function statusOf(ask: { cookie?: string; bearer?: string }) {
  const { status, body } = await kit.call("GET /api/auth/session", ask);
  return status === 200 ? "alive" : body["code"];
}

async function makeToken(cookie: string): Promise<string> {
  const body = { name: "bot", scopes: ["read"] };
  return String((await kit.call("POST /api/auth/tokens", { cookie, body })).body["token"]);
}

describe("a forgotten password", () => {
  test("is reset by eight digits, which ends every session and token", async () => {
    const email = "forgetful@example.org";
    const { cookie } = await kit.join(email);
    const second = await logIn(email, PASSWORD);
    const bearer = await makeToken(cookie);
    const challengeId = await forgot(email);
    const code = kit.codeFor(email);
    expect(code).toMatch(/^\d{8}$/);
    expect(kit.outbox.at(-1)?.subject).toBe(
      `${code.slice(0, 4)} ${code.slice(4)} is your Parley code`,
    );
    expect((await reset(challengeId, code)).status).toBe(204);
    expect(await statusOf({ cookie })).toBe("SESSION_REVOKED");
    expect(await statusOf({ cookie: second.cookie })).toBe("SESSION_REVOKED");
    expect(await statusOf({ bearer })).toBe("SESSION_REVOKED");
    expect((await logIn(email, PASSWORD)).status).toBe(401);
    expect((await logIn(email, NEW)).status).toBe(200);
  });

  test("an unknown address gets a challenge that behaves alike, and no mail", async () => {
    const email = "known@example.org";
    await kit.join(email);
    const before = kit.outbox.length;
    const decoy = await forgot("unknown@example.org");
    expect(kit.outbox).toHaveLength(before);
    const real = await forgot(email);
    const wrong = kit.codeFor(email).replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));
    const resend = (challengeId: string) =>
      kit.call("POST /api/auth/resend", { body: { challengeId } });
    for (const left of [4, 3, 2, 1, 0]) {
      const answer = await reset(decoy, wrong);
      expect(answer).toEqual(await reset(real, wrong));
      expect(answer).toMatchObject({ status: 400, body: { code: "WRONG_CODE", triesLeft: left } });
    }
    expect((await reset(decoy, wrong)).body).toEqual((await reset(real, wrong)).body);
    expect((await resend(decoy)).status).toBe((await resend(real)).status);
    expect((await reset(decoy, wrong)).body).toMatchObject({ triesLeft: 4 });
    kit.time.now += 10 * 60_000;
    expect((await reset(decoy, wrong)).body).toEqual((await reset(real, wrong)).body);
  });

  test("a known and an unknown address take the same time", async () => {
    await kit.join("timed@example.org");
    for (const email of ["timed@example.org", "untimed@example.org"]) {
      const begin = performance.now();
      await forgot(email);
      expect(performance.now() - begin).toBeGreaterThan(115);
    }
  });

  test("a code sets one password, also when used in parallel", async () => {
    const email = "racing@example.org";
    await kit.join(email);
    const challengeId = await forgot(email);
    const code = kit.codeFor(email);
    const passwords = Array.from({ length: 4 }, (_, index) => `new password ${index}`);
    const answers = await Promise.all(passwords.map((word) => reset(challengeId, code, word)));
    const won = answers.findIndex(({ status }) => status === 204);
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    expect((await logIn(email, passwords[won]!)).status).toBe(200);
  });

  test("a reset makes the other reset codes worthless", async () => {
    const email = "several@example.org";
    await kit.join(email);
    const first = await forgot(email);
    const firstCode = kit.codeFor(email);
    const second = await forgot(email);
    expect((await reset(second, kit.codeFor(email))).status).toBe(204);
    expect((await reset(first, firstCode, PASSWORD)).body["code"]).toBe("CODE_EXPIRED");
  });

  test("a code of the sign-up cannot set a password", async () => {
    const email = "signup@example.org";
    const asked = await kit.call("POST /api/auth/signup", {
      body: { name: "Ada", email, password: PASSWORD },
    });
    const answer = await reset(String(asked.body["challengeId"]), kit.codeFor(email));
    expect(answer.body["code"]).toBe("CODE_EXPIRED");
  });

  test("who signs in with the old password during a reset is out afterwards", async () => {
    const email = "overlap@example.org";
    await kit.join(email);
    const challengeId = await forgot(email);
    const code = kit.codeFor(email);
    const [done, ...signedIn] = await Promise.all([
      reset(challengeId, code),
      ...Array.from({ length: 6 }, () => logIn(email, PASSWORD)),
    ]);
    expect(done.status).toBe(204);
    const cookies = signedIn.filter(({ status }) => status === 200).map(({ cookie }) => cookie);
    const after = await Promise.all(cookies.map((cookie) => statusOf({ cookie })));
    expect(after.every((status) => status === "SESSION_REVOKED")).toBe(true);
    const live = await kit.db.execute(
      sql`SELECT 1 FROM sessions s JOIN accounts a ON a.id = s.user_id
          WHERE a.email = ${email} AND s.revoked_at IS NULL`,
    );
    expect(live).toHaveLength(0);
  });
});

describe("while a password is being replaced", () => {
  /** Replaces it, and commits once `work` waits for the account. */
  async function replaceDuring<T>(email: string, work: () => Promise<T>): Promise<T> {
    let working: Promise<T> | undefined;
    await kit.db.transaction(async (tx) => {
      await tx.execute(sql`UPDATE accounts SET password_hash = 'replaced' WHERE email = ${email}`);
      working = work();
      const isWaiting = await poll(4_000, async () => {
        const rows = await kit.db.execute(
          sql`SELECT 1 FROM pg_stat_activity
              WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        return rows.length > 0;
      });
      expect(isWaiting).toBe(true);
    });
    return working!;
  }

  test("signing in with the old one waits and is refused", async () => {
    const email = "waiting@example.org";
    await kit.join(email);
    const answer = await replaceDuring(email, () => logIn(email, PASSWORD));
    expect(answer).toMatchObject({ status: 401, body: { code: "WRONG_CREDENTIALS" } });
  });

  test("making a token waits and is refused", async () => {
    const email = "tokens@example.org";
    const { cookie } = await kit.join(email);
    const body = { name: "Late", scopes: ["read"] };
    const ask = { cookie, body };
    const answer = await replaceDuring(email, () => kit.call("POST /api/auth/tokens", ask));
    expect(answer).toMatchObject({ status: 401, body: { code: "SESSION_REVOKED" } });
  });
});

describe("a changed password", () => {
  test("ends the other sessions and keeps this one and the tokens", async () => {
    const email = "careful@example.org";
    const { cookie } = await kit.join(email);
    const other = await logIn(email, PASSWORD);
    const bearer = await makeToken(cookie);
    expect((await change(cookie, PASSWORD)).status).toBe(204);
    expect(await statusOf({ cookie })).toBe("alive");
    expect(await statusOf({ bearer })).toBe("alive");
    expect(await statusOf({ cookie: other.cookie })).toBe("SESSION_REVOKED");
    expect((await logIn(email, NEW)).status).toBe(200);
  });

  test("needs the current one", async () => {
    const { cookie } = await kit.join("guarded@example.org");
    const wrong = await change(cookie, "not the current one");
    expect(wrong).toMatchObject({ status: 401, body: { code: "WRONG_CREDENTIALS" } });
    const short = await change(cookie, PASSWORD, "short");
    expect(short.body).toMatchObject({ code: "VALIDATION", errors: [{ path: "password" }] });
    expect((await change("", PASSWORD)).body["code"]).toBe("UNAUTHENTICATED");
  });

  test("two changes at once leave one password", async () => {
    const email = "torn@example.org";
    const { cookie } = await kit.join(email);
    const words = ["the first new password", "the second new password"];
    const answers = await Promise.all(words.map((word) => change(cookie, PASSWORD, word)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 401]);
    const won = words[answers.findIndex(({ status }) => status === 204)]!;
    expect((await logIn(email, won)).status).toBe(200);
  });
});
