import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PASSWORD, startAccounts } from "#testing/accounts";
import type { AccountsKit, AccountsNode, Reply } from "#testing/accounts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let kit: AccountsKit;
let other: AccountsNode;
let count = 0;

beforeAll(async () => {
  kit = await startAccounts({ limits: true });
  other = await kit.addNode();
});

afterAll(() => kit.close());

/** An address that nothing was counted for. */
function newIp(): string {
  count += 1;
  return `198.51.100.${count}`;
}

async function signUp(email: string, ip = newIp()): Promise<Reply> {
  return kit.call("POST /api/auth/signup", {
    body: { name: "Ada", email, password: PASSWORD },
    ip,
  });
}

function logIn(email: string, password: string, ip = newIp()) {
  return kit.call("POST /api/auth/login", { body: { email, password }, ip });
}

function expectLimited({ status, body, retryAfter }: Reply, mostSeconds: number): void {
  expect(status).toBe(429);
  expect(body["code"]).toBe("RATE_LIMITED");
  expect(Number(retryAfter)).toBeGreaterThan(0);
  expect(Number(retryAfter)).toBeLessThanOrEqual(mostSeconds);
}

describe("limits", () => {
  test("10 wrong passwords an account in 15 minutes, over all nodes and parallel guesses", async () => {
    const email = "guessed@example.org";
    await kit.join(email);
    const guess = (index: number) =>
      (index % 2 ? kit : other).call("POST /api/auth/login", {
        body: { email, password: "a wrong password" },
        ip: newIp(),
      });
    const answers = await Promise.all(Array.from({ length: 16 }, (_, index) => guess(index)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(6);
    expectLimited(await logIn(email, PASSWORD), 15 * 60);
    kit.time.now += 15 * MINUTE;
    expect((await logIn(email, PASSWORD)).status).toBe(200);
  });

  test("an unknown address is limited like an account", async () => {
    const guess = () => logIn("nobody@example.org", "a wrong password");
    for (let i = 0; i < 10; i += 1) expect((await guess()).status).toBe(401);
    expectLimited(await guess(), 15 * 60);
  });

  test("right passwords do not count, and a reset forgives the wrong ones", async () => {
    const email = "right@example.org";
    await kit.join(email);
    for (let i = 0; i < 12; i += 1) expect((await logIn(email, PASSWORD)).status).toBe(200);
    for (let i = 0; i < 10; i += 1) await logIn(email, "a wrong password");
    expectLimited(await logIn(email, PASSWORD), 15 * 60);
    const asked = await kit.call("POST /api/auth/forgot", { body: { email }, ip: newIp() });
    const { challengeId } = asked.body;
    const body = { challengeId, code: kit.codeFor(email), password: "a new password" };
    expect((await kit.call("POST /api/auth/reset", { body })).status).toBe(204);
    expect((await logIn(email, "a new password")).status).toBe(200);
  });

  test("wrong current passwords count too", async () => {
    const email = "current@example.org";
    const { cookie } = await kit.join(email);
    const body = { current: "a wrong password", password: "a new password" };
    for (let i = 0; i < 10; i += 1) {
      const answer = await kit.call("POST /api/auth/password", { cookie, body });
      expect(answer.status).toBe(401);
    }
    expectLimited(await kit.call("POST /api/auth/password", { cookie, body }), 15 * 60);
  });

  test("100 sign-ins in 15 minutes an IP, of IPv6 a /64", async () => {
    const guess = (index: number, network = "2001:db8:1:1") =>
      logIn(`many-${index}@example.org`, "a wrong password", `${network}::${index.toString(16)}`);
    for (let i = 1; i <= 100; i += 10) {
      const answers = await Promise.all(Array.from({ length: 10 }, (_, j) => guess(i + j)));
      expect(answers.every(({ status }) => status === 401)).toBe(true);
    }
    expectLimited(await guess(101), 15 * 60);
    expect((await guess(101, "2001:db8:1:2")).status).toBe(401);
  });

  test("30 sign-ups an hour an IP", async () => {
    const ip = newIp();
    for (let i = 0; i < 30; i += 10) {
      const emails = Array.from({ length: 10 }, (_, j) => `school-${i + j}@example.org`);
      const answers = await Promise.all(emails.map((email) => signUp(email, ip)));
      expect(answers.every(({ status }) => status === 200)).toBe(true);
    }
    expectLimited(await signUp("school-31@example.org", ip), 3600);
    expect((await signUp("school-31@example.org")).status).toBe(200);
  });

  test("10 sign-ups an hour with one address, whether or not it has an account", async () => {
    await kit.join("flooded@example.org");
    kit.time.now += HOUR;
    for (const email of ["flooded@example.org", "unflooded@example.org"]) {
      for (let i = 0; i < 10; i += 1) expect((await signUp(email)).status).toBe(200);
      expectLimited(await signUp(email), 3600);
    }
  });

  test.each([["known"], ["unknown"]])("5 resets a day of an %s address", async (kind) => {
    const email = `${kind}-reset@example.org`;
    if (kind === "known") await kit.join(email);
    const forgot = () => kit.call("POST /api/auth/forgot", { body: { email }, ip: newIp() });
    for (let i = 0; i < 5; i += 1) expect((await forgot()).status).toBe(200);
    expectLimited(await forgot(), 86_400);
    kit.time.now += 24 * HOUR;
    expect((await forgot()).status).toBe(200);
  });

  test.each([["real"], ["decoy"]])(
    "a %s code is sent again every 45 s, 5 times an hour",
    async (kind) => {
      const email = `${kind}-resend@example.org`;
      if (kind === "decoy") await kit.join(email);
      const { challengeId } = (await signUp(email)).body;
      const resend = () => kit.call("POST /api/auth/resend", { body: { challengeId } });
      expectLimited(await resend(), 45);
      for (let i = 0; i < 5; i += 1) {
        kit.time.now += 45_000;
        const answers = await Promise.all([resend(), resend(), resend()]);
        expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 429, 429]);
      }
      kit.time.now += 45_000;
      expectLimited(await resend(), 3600);
    },
  );

  test("LIMITS=off lifts them, but not the tries of a code", async () => {
    const free = await kit.addNode({ limits: false });
    const email = "unlimited@example.org";
    await kit.join(email);
    const body = { email, password: "a wrong password" };
    for (let i = 0; i < 11; i += 1) {
      expect((await free.call("POST /api/auth/login", { body })).status).toBe(401);
    }
    const asked = await free.call("POST /api/auth/forgot", { body: { email } });
    const { challengeId } = asked.body;
    const guess = { challengeId, code: "0", password: PASSWORD };
    const codes: unknown[] = [];
    for (let i = 0; i < 6; i += 1) {
      codes.push((await free.call("POST /api/auth/reset", { body: guess })).body["code"]);
    }
    expect(codes).toEqual([...Array.from({ length: 5 }, () => "WRONG_CODE"), "CODE_EXPIRED"]);
    expect((await free.call("POST /api/auth/resend", { body: { challengeId } })).status).toBe(200);
  });
});
