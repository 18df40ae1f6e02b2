import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PASSWORD, startAccounts } from "#testing/accounts";
import type { AccountsKit } from "#testing/accounts";

const FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0";
const EMAIL = "ada@example.org";

let kit: AccountsKit;

beforeAll(async () => {
  kit = await startAccounts();
  await kit.join(EMAIL);
});

afterAll(() => kit.close());

/** A second later each time, so that the newest session is known. */
function logIn(password = PASSWORD, ask = {}) {
  kit.time.now += 1_000;
  return kit.call("POST /api/auth/login", { body: { email: EMAIL, password }, ...ask });
}

async function listDevices(cookie: string) {
  const { body } = await kit.call("GET /api/auth/devices", { cookie });
  return body["items"] as { id: string; name: string; current: boolean; lastUsedAt: string }[];
}

function statusOf(cookie: string, node: Pick<AccountsKit, "call"> = kit) {
  return node
    .call("GET /api/auth/session", { cookie })
    .then(({ status, body }) => (status === 200 ? "alive" : body["code"]));
}

describe("signing in", () => {
  test("gives oneself and a cookie", async () => {
    const answer = await logIn();
    expect(answer).toMatchObject({ status: 200, body: { user: { email: EMAIL, name: "Ada" } } });
    expect(await statusOf(answer.cookie)).toBe("alive");
  });

  test("addresses are the same after trimming and lower-casing", async () => {
    const body = { email: " ADA@Example.ORG ", password: PASSWORD };
    expect((await kit.call("POST /api/auth/login", { body })).status).toBe(200);
  });

  test("an unknown address and a wrong password get the same answer", async () => {
    const wrong = await logIn("a wrong password");
    const body = { email: "nobody@example.org", password: PASSWORD };
    const unknown = await kit.call("POST /api/auth/login", { body });
    expect(wrong).toEqual(unknown);
    expect(wrong).toMatchObject({ status: 401, body: { code: "WRONG_CREDENTIALS" } });
  });

  test("unknown addresses queue for a hash too, and more than can wait are told when to come back", async () => {
    const body = { email: "nobody@example.org", password: "a wrong password" };
    const ask = () => kit.call("POST /api/auth/login", { body });
    const answers = await Promise.all(Array.from({ length: 60 }, ask));
    const busy = answers.filter(({ status }) => status === 503);
    expect(busy.length).toBeGreaterThan(0);
    for (const answer of busy)
      expect(answer).toMatchObject({ body: { code: "BUSY" }, retryAfter: "2" });
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(60 - busy.length);
  });

  test("fields that a request should not have are ignored", async () => {
    const body = { email: EMAIL, password: PASSWORD, role: "admin", userId: crypto.randomUUID() };
    const answer = await kit.call("POST /api/auth/login", { body });
    expect(answer.body["user"]).toMatchObject({ role: "user" });
  });
});

describe("the cookie", () => {
  test("on plain http on this machine", async () => {
    const [cookie, ...more] = (await logIn()).setCookies;
    expect(more).toEqual([]);
    expect(cookie).toMatch(
      /^parley=[\w-]+\.[\w-]+\.[\w-]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });

  test("behind https is a host cookie and secure", async () => {
    const node = await kit.addNode({ publicUrl: "https://parley.example.org" });
    const body = { email: EMAIL, password: PASSWORD };
    const { setCookies, cookie } = await node.call("POST /api/auth/login", { body });
    expect(setCookies[0]).toMatch(
      /^__Host-parley=[\w.-]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    );
    expect(await statusOf(cookie, node)).toBe("alive");
    expect(await statusOf(cookie.replace("__Host-", ""), node)).toBe("UNAUTHENTICATED");
  });

  test("is found among others", async () => {
    const { cookie } = await logIn();
    expect(await statusOf(`theme=dark; ${cookie}; other=parley`)).toBe("alive");
    expect(await statusOf("parley=; theme=dark")).toBe("UNAUTHENTICATED");
  });
});

describe("signing out", () => {
  test("ends the session on the server and clears the cookie", async () => {
    const { cookie } = await logIn();
    const answer = await kit.call("POST /api/auth/logout", { cookie });
    expect(answer.status).toBe(204);
    expect(answer.setCookies).toEqual(["parley=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax"]);
    expect(await statusOf(cookie)).toBe("SESSION_REVOKED");
    expect((await kit.call("POST /api/auth/logout")).body["code"]).toBe("UNAUTHENTICATED");
  });
});

describe("devices", () => {
  test("are named by browser and system, with their last use", async () => {
    const { cookie } = await logIn(PASSWORD, { userAgent: FIREFOX });
    const devices = await listDevices(cookie);
    expect(devices[0]).toMatchObject({ name: "Firefox on Windows", current: true });
    expect(devices.filter(({ current }) => current)).toHaveLength(1);
    expect(devices.at(-1)).toMatchObject({ name: "Unknown device", current: false });
  });

  test("the last use moves with the look-ups", async () => {
    const { cookie } = await logIn();
    const before = (await listDevices(cookie))[0]!.lastUsedAt;
    kit.time.now += 11 * 60_000;
    const { cookie: renewed } = await kit.call("GET /api/auth/session", { cookie });
    const after = (await listDevices(renewed))[0]!.lastUsedAt;
    expect(Date.parse(after) - Date.parse(before)).toBe(11 * 60_000);
  });

  test("one is ended by id, once, and only by its owner", async () => {
    const mine = await logIn();
    const other = await logIn();
    const id = (await listDevices(other.cookie))[0]!.id;
    const stranger = await kit.join("stranger@example.org", "Eve");
    const end = (cookie: string) => kit.call(`DELETE /api/auth/devices/${id}`, { cookie });
    expect((await end(stranger.cookie)).body["code"]).toBe("NOT_FOUND");
    expect(await statusOf(other.cookie)).toBe("alive");
    expect((await end(mine.cookie)).status).toBe(204);
    expect((await end(mine.cookie)).body["code"]).toBe("NOT_FOUND");
    expect(await statusOf(other.cookie)).toBe("SESSION_REVOKED");
    const { cookie } = mine;
    expect((await kit.call("DELETE /api/auth/devices/1", { cookie })).body["code"]).toBe(
      "VALIDATION",
    );
  });

  test("ending the current one clears the cookie", async () => {
    const { cookie } = await logIn();
    const id = (await listDevices(cookie))[0]!.id;
    const answer = await kit.call(`DELETE /api/auth/devices/${id}`, { cookie });
    expect(answer.setCookies).toEqual(["parley=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax"]);
    expect(await statusOf(cookie)).toBe("SESSION_REVOKED");
  });

  test("all others are ended and this one stays", async () => {
    const mine = await logIn();
    const first = await logIn();
    const second = await logIn();
    const { cookie } = mine;
    expect((await kit.call("DELETE /api/auth/devices", { cookie })).status).toBe(204);
    expect(await statusOf(first.cookie)).toBe("SESSION_REVOKED");
    expect(await statusOf(second.cookie)).toBe("SESSION_REVOKED");
    expect(await statusOf(cookie)).toBe("alive");
    expect(await listDevices(cookie)).toHaveLength(1);
  });

  test("are listed by page", async () => {
    const { cookie } = await logIn();
    await logIn();
    await logIn();
    const seen: string[] = [];
    let query = "?limit=2";
    for (;;) {
      const { body } = await kit.call(`GET /api/auth/devices${query}`, { cookie });
      seen.push(...(body["items"] as { id: string }[]).map(({ id }) => id));
      if (body["next"] === null) break;
      query = `?limit=2&cursor=${String(body["next"])}`;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual((await listDevices(cookie)).map(({ id }) => id));
    const odd = await kit.call("GET /api/auth/devices?cursor=odd", { cookie });
    expect(odd.body["code"]).toBe("VALIDATION");
  });
});
