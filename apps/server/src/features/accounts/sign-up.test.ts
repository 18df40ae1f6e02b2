import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PASSWORD, startAccounts } from "#testing/accounts";
import type { AccountsKit } from "#testing/accounts";

const MINUTE = 60_000;
const TAKEN = "You already have a Parley account";

let kit: AccountsKit;

beforeAll(async () => {
  kit = await startAccounts();
});

afterAll(() => kit.close());

async function signUp(email: string, password = PASSWORD) {
  const body = { name: "Ada", email, password };
  const { body: answer } = await kit.call("POST /api/auth/signup", { body });
  return String(answer["challengeId"]);
}

function verify(challengeId: string, code: string) {
  return kit.call("POST /api/auth/verify", { body: { challengeId, code } });
}

/** A code of the right length that is not the right one. */
function wrongCode(code: string): string {
  return code.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10));
}

async function countAccounts(email: string): Promise<number> {
  const rows = await kit.db.execute(sql`SELECT id FROM accounts WHERE email = ${email}`);
  return rows.length;
}

describe("signing up", () => {
  test("the code of the mail makes the account and signs in", async () => {
    const challengeId = await signUp("  New.Person@Example.org ");
    const email = "new.person@example.org";
    expect(await countAccounts(email)).toBe(0);
    const answer = await verify(challengeId, kit.codeFor(email));
    expect(answer.status).toBe(200);
    expect(answer.body["user"]).toMatchObject({
      name: "Ada",
      email,
      role: "user",
      onboarded: false,
    });
    const session = await kit.call("GET /api/auth/session", { cookie: answer.cookie });
    expect(session.body).toMatchObject({ user: { email }, session: { id: expect.any(String) } });
  });

  test("faults are told by field", async () => {
    const body = { name: " ", email: "nobody", password: "short" };
    const answer = await kit.call("POST /api/auth/signup", { body });
    expect(answer.status).toBe(400);
    const paths = (answer.body["errors"] as { path: string }[]).map(({ path }) => path);
    expect(paths).toEqual(["name", "email", "password"]);
  });

  test("a code may be pasted with its space", async () => {
    const challengeId = await signUp("spaced@example.org");
    const code = kit.codeFor("spaced@example.org");
    const answer = await verify(challengeId, ` ${code.slice(0, 3)} ${code.slice(3)}`);
    expect(answer.status).toBe(200);
  });

  test("a code is used once, also by parallel requests", async () => {
    const email = "parallel@example.org";
    const challengeId = await signUp(email);
    const code = kit.codeFor(email);
    const answers = await Promise.all(Array.from({ length: 5 }, () => verify(challengeId, code)));
    const statuses = answers.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([200, 400, 400, 400, 400]);
    expect(await countAccounts(email)).toBe(1);
    expect((await verify(challengeId, code)).body["code"]).toBe("CODE_EXPIRED");
  });

  test("20 parallel guesses have 5 tries between them", async () => {
    const email = "guessed@example.org";
    const challengeId = await signUp(email);
    const wrong = wrongCode(kit.codeFor(email));
    const answers = await Promise.all(Array.from({ length: 20 }, () => verify(challengeId, wrong)));
    const left = answers.flatMap(({ body }) =>
      body["code"] === "WRONG_CODE" ? [body["triesLeft"]] : [],
    );
    expect(left.toSorted()).toEqual([0, 1, 2, 3, 4]);
    expect((await verify(challengeId, kit.codeFor(email))).body["code"]).toBe("CODE_EXPIRED");
  });

  test("a code works for ten minutes", async () => {
    const email = "late@example.org";
    const challengeId = await signUp(email);
    kit.time.now += 10 * MINUTE;
    expect((await verify(challengeId, kit.codeFor(email))).body["code"]).toBe("CODE_EXPIRED");
    expect(await countAccounts(email)).toBe(0);
  });

  test("a code fits its own challenge and purpose alone", async () => {
    const email = "purpose@example.org";
    const first = await signUp(email);
    const firstCode = kit.codeFor(email);
    const second = await signUp(email);
    expect((await verify(second, firstCode)).body["code"]).toBe("WRONG_CODE");
    const body = { challengeId: first, code: firstCode, password: PASSWORD };
    const reset = await kit.call("POST /api/auth/reset", { body });
    expect(reset.body["code"]).toBe("CODE_EXPIRED");
  });

  test("whoever registers an address first does not choose its password", async () => {
    const email = "contested@example.org";
    const attackers = await signUp(email, "password of the attacker");
    const attackersCode = kit.codeFor(email);
    const owners = await signUp(email, "password of the owner");
    expect((await verify(owners, kit.codeFor(email))).status).toBe(200);
    const late = await verify(attackers, attackersCode);
    expect(late).toMatchObject({ status: 409, body: { code: "EMAIL_TAKEN" }, setCookies: [] });
    const logIn = (password: string) =>
      kit.call("POST /api/auth/login", { body: { email, password } });
    expect((await logIn("password of the attacker")).status).toBe(401);
    expect((await logIn("password of the owner")).status).toBe(200);
    expect((await verify(attackers, attackersCode)).body["code"]).toBe("CODE_EXPIRED");
  });

  test("two challenges of one address proven at once make one account", async () => {
    const email = "twice@example.org";
    const challenges: [string, string][] = [];
    for (let i = 0; i < 4; i += 1) challenges.push([await signUp(email), kit.codeFor(email)]);
    const answers = await Promise.all(challenges.map(([id, code]) => verify(id, code)));
    const codes = answers.map(({ body }) => body["code"] ?? "made");
    expect(codes.toSorted()).toEqual(["EMAIL_TAKEN", "EMAIL_TAKEN", "EMAIL_TAKEN", "made"]);
    expect(await countAccounts(email)).toBe(1);
  });

  test("the pending password hash is gone once the challenge is used", async () => {
    const email = "hash@example.org";
    const challengeId = await signUp(email);
    const read = () =>
      kit.db.execute<{ password_hash: string | null }>(
        sql`SELECT password_hash FROM challenges WHERE id = ${challengeId}`,
      );
    expect((await read())[0]?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    await verify(challengeId, kit.codeFor(email));
    expect((await read())[0]?.password_hash).toBeNull();
  });
});

describe("a taken address", () => {
  test("gets the same answers as a free one, and its owner a mail", async () => {
    await kit.join("owner@example.org");
    const body = { name: "Eve", email: "owner@example.org", password: PASSWORD };
    const taken = await kit.call("POST /api/auth/signup", { body });
    const free = await kit.call("POST /api/auth/signup", {
      body: { ...body, email: "free@example.org" },
    });
    expect(taken.status).toBe(free.status);
    expect(Object.keys(taken.body)).toEqual(Object.keys(free.body));
    expect(kit.outbox.findLast(({ to }) => to === "owner@example.org")?.subject).toBe(TAKEN);
    const wrong = wrongCode(kit.codeFor("free@example.org"));
    const guess = async ({ body: { challengeId } }: typeof taken) =>
      (await verify(String(challengeId), wrong)).body;
    for (let tries = 4; tries >= 0; tries -= 1) {
      const decoy = await guess(taken);
      expect(decoy).toEqual(await guess(free));
      expect(decoy).toMatchObject({ code: "WRONG_CODE", triesLeft: tries });
    }
    expect(await guess(taken)).toEqual(await guess(free));
    expect((await guess(taken))["code"]).toBe("CODE_EXPIRED");
  });

  test("takes as long as a free one", async () => {
    await kit.join("timed@example.org");
    const time = async (email: string) => {
      const begin = performance.now();
      await signUp(email);
      return performance.now() - begin;
    };
    for (const email of ["timed@example.org", "untimed@example.org"]) {
      expect(await time(email)).toBeGreaterThan(115);
    }
  });

  test("a decoy that is resent stays a decoy and tells the owner again", async () => {
    await kit.join("resent@example.org");
    const challengeId = await signUp("resent@example.org");
    const before = kit.outbox.length;
    const answer = await kit.call("POST /api/auth/resend", { body: { challengeId } });
    expect(answer).toMatchObject({ status: 200, body: { challengeId } });
    expect(kit.outbox.slice(before).map(({ subject }) => subject)).toEqual([TAKEN]);
  });
});

describe("the mail with the code", () => {
  test("is plain ASCII with the digits apart in the subject and together in the body", async () => {
    const email = "letter@example.org";
    await signUp(email);
    const mail = kit.outbox.findLast(({ to }) => to === email)!;
    const code = kit.codeFor(email);
    expect(code).toMatch(/^\d{6}$/);
    expect(mail.subject).toBe(`${code.slice(0, 3)} ${code.slice(3)} is your Parley code`);
    expect(mail.text).toMatch(/^[\n -~]+$/);
    for (const line of mail.text.split("\n")) expect(line.length).toBeLessThanOrEqual(76);
  });

  test("the stored code is sealed with the pepper", async () => {
    const email = "sealed@example.org";
    const challengeId = await signUp(email);
    const other = await kit.addNode({ secret: "another secret than the one of the first node" });
    const body = { challengeId, code: kit.codeFor(email) };
    const answer = await other.call("POST /api/auth/verify", { body });
    expect(answer.body["code"]).toBe("WRONG_CODE");
    expect((await verify(challengeId, kit.codeFor(email))).status).toBe(200);
  });
});

describe("sending the code again", () => {
  test("replaces the code, gives new tries and ten more minutes", async () => {
    const email = "again@example.org";
    const challengeId = await signUp(email);
    const first = kit.codeFor(email);
    for (let i = 0; i < 5; i += 1) await verify(challengeId, wrongCode(first));
    kit.time.now += 9 * MINUTE;
    await kit.call("POST /api/auth/resend", { body: { challengeId } });
    kit.time.now += 9 * MINUTE;
    const second = kit.codeFor(email);
    expect((await verify(challengeId, first)).body).toMatchObject({ triesLeft: 4 });
    expect((await verify(challengeId, second)).status).toBe(200);
    const late = await kit.call("POST /api/auth/resend", { body: { challengeId } });
    expect(late.body["code"]).toBe("CODE_EXPIRED");
  });

  test("an unknown challenge is like an expired one", async () => {
    const challengeId = crypto.randomUUID();
    const resent = await kit.call("POST /api/auth/resend", { body: { challengeId } });
    expect(resent).toMatchObject({ status: 400, body: { code: "CODE_EXPIRED" } });
    expect((await verify(challengeId, "123456")).body["code"]).toBe("CODE_EXPIRED");
  });
});
