import { sql } from "drizzle-orm";
import { SignJWT, UnsecuredJWT, decodeJwt, decodeProtectedHeader, generateKeyPair } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { deriveKeys } from "#kernel/keys";
import { SECRET, startAccounts } from "#testing/accounts";
import type { AccountsKit, Joined } from "#testing/accounts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const keys = deriveKeys(SECRET);

let kit: AccountsKit;
let person: Joined;
let count = 0;

beforeAll(async () => {
  kit = await startAccounts();
});

beforeEach(async () => {
  count += 1;
  person = await kit.join(`person-${count}@example.org`);
});

afterAll(() => kit.close());

function admit(cookie: string, fresh = false) {
  return kit.guard.admit({ cookie, authorization: undefined, fresh });
}

/** The cookie with some of its claims or header fields replaced, rightly signed. */
async function forge(claims: object, header: object = {}, key: Uint8Array = keys.session) {
  const token = person.cookie.slice("parley=".length);
  const jwt = new SignJWT({ ...decodeJwt(token), ...claims });
  const protectedHeader = { ...decodeProtectedHeader(token), alg: "HS256", ...header };
  return `parley=${await jwt.setProtectedHeader(protectedHeader).sign(key)}`;
}

async function refusal(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => "admitted",
    (error: { code: string }) => error.code,
  );
}

describe("the token in the cookie", () => {
  test("says who, which session, which role and how long it is fresh", () => {
    const token = person.cookie.slice("parley=".length);
    expect(decodeProtectedHeader(token)).toEqual({
      alg: "HS256",
      kid: keys.sessionKeyId,
      typ: "at+jwt",
    });
    const claims = decodeJwt<{ fu: number }>(token);
    expect(claims).toMatchObject({
      iss: "parley",
      aud: "parley",
      sub: person.userId,
      sid: person.sessionId,
      role: "user",
    });
    expect(claims.fu - claims.iat!).toBe(600);
    expect(claims.exp! - claims.iat!).toBe(30 * 86_400);
  });

  test("is believed when it is ours and untouched", async () => {
    expect(await refusal(admit(await forge({})))).toBe("admitted");
  });

  test.each([
    ["another audience", { aud: "another" }, {}],
    ["another issuer", { iss: "another" }, {}],
    ["another type", {}, { typ: "JWT" }],
    ["no type", {}, { typ: undefined }],
    ["another key's name", {}, { kid: "another" }],
    ["no session", { sid: undefined }, {}],
    ["an unknown role", { role: "owner" }, {}],
    ["no expiry", { exp: undefined }, {}],
    ["a session of somebody else", { sub: "01900000-0000-7000-8000-000000000000", fu: 0 }, {}],
  ])("is refused with %s", async (_, claims, header) => {
    expect(await refusal(admit(await forge(claims, header)))).toBe("UNAUTHENTICATED");
  });

  test("is refused when it was changed or cut", async () => {
    const [head, body, signature] = person.cookie.slice("parley=".length).split(".");
    const claims = { ...decodeJwt(person.cookie.slice("parley=".length)), role: "admin" };
    const raised = Buffer.from(JSON.stringify(claims)).toString("base64url");
    for (const token of [
      `${head}.${raised}.${signature}`,
      `${head}.${body}.`,
      `${head}.${body}`,
      "rubbish",
    ]) {
      expect(await refusal(admit(`parley=${token}`))).toBe("UNAUTHENTICATED");
    }
  });

  test("no other algorithm is accepted, nor none, nor another secret", async () => {
    const claims = decodeJwt(person.cookie.slice("parley=".length));
    const header = { kid: keys.sessionKeyId, typ: "at+jwt" };
    const { privateKey } = await generateKeyPair("RS256");
    const tokens = [
      new UnsecuredJWT(claims).encode(),
      await new SignJWT(claims)
        .setProtectedHeader({ ...header, alg: "HS512" })
        .sign(new Uint8Array(64)),
      await new SignJWT(claims).setProtectedHeader({ ...header, alg: "RS256" }).sign(privateKey),
      (await forge({}, {}, deriveKeys("another secret").session)).slice("parley=".length),
    ];
    for (const token of tokens) {
      expect(await refusal(admit(`parley=${token}`))).toBe("UNAUTHENTICATED");
    }
  });
});

describe("a session", () => {
  test("fresh: believed without asking the database, which does not even know of it", async () => {
    await kit.heard(person.cookie);
    await kit.db.execute(sql`DELETE FROM sessions WHERE id = ${person.sessionId}`);
    const { identity, setCookie } = await admit(person.cookie);
    expect(identity).toEqual({
      userId: person.userId,
      sessionId: person.sessionId,
      role: "user",
      scopes: null,
    });
    expect(setCookie).toBeNull();
  });

  test("sensitive routes ask the database all the same", async () => {
    await kit.heard(person.cookie);
    await kit.db.execute(
      sql`UPDATE sessions SET revoked_at = now() WHERE id = ${person.sessionId}`,
    );
    expect(await refusal(admit(person.cookie))).toBe("admitted");
    expect(await refusal(admit(person.cookie, true))).toBe("SESSION_REVOKED");
    const { cookie } = person;
    const answer = await kit.call("GET /api/auth/devices", { cookie });
    expect(answer.body["code"]).toBe("SESSION_REVOKED");
  });

  test("is looked up after ten minutes and gets a new cookie", async () => {
    await kit.heard(person.cookie);
    kit.time.now += 9 * MINUTE;
    expect((await admit(person.cookie)).setCookie).toBeNull();
    kit.time.now += MINUTE;
    const { setCookie } = await admit(person.cookie);
    const renewed = setCookie!.split(";")[0]!;
    kit.time.now += 9 * MINUTE;
    expect((await admit(renewed)).setCookie).toBeNull();
    const answer = await kit.call("GET /api/auth/session", { cookie: person.cookie });
    expect(answer.setCookies).toHaveLength(1);
  });

  test("expires after 30 days without use, and after 180 days whatever happens", async () => {
    const { cookie } = person;
    kit.time.now += 30 * DAY + 1_000;
    expect(await refusal(admit(cookie))).toBe("SESSION_EXPIRED");
    const used = await kit.join(`used-${count}@example.org`);
    let current = used.cookie;
    for (let day = 0; day < 179; day += 29) {
      const admission = await admit(current, true);
      current = admission.setCookie!.split(";")[0]!;
      kit.time.now += Math.min(29, 179 - day) * DAY;
    }
    const last = await admit(current, true);
    expect(last.setCookie).toMatch(/Max-Age=(86400|86399);/);
    expect(last.endsAt!.getTime() - kit.time.now).toBeLessThanOrEqual(DAY);
    kit.time.now += DAY;
    expect(await refusal(admit(last.setCookie!.split(";")[0]!))).toBe("SESSION_EXPIRED");
  });

  test("without a cookie there is nobody", async () => {
    expect(await refusal(admit(""))).toBe("UNAUTHENTICATED");
    const nobody = { cookie: undefined, authorization: undefined, fresh: false };
    expect(await refusal(kit.guard.admit(nobody))).toBe("UNAUTHENTICATED");
  });
});
