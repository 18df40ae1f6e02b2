import { describe, expect, test } from "vitest";
import { describeFaults, listenHosts, readConfig } from "./config.ts";
import type { Config } from "./config.ts";

const SECRET = "0123456789abcdef0123456789abcdef";

function faults(env: Record<string, string>): string[] {
  const result = readConfig(env);
  return result.ok ? [] : result.faults.map(({ name }) => name);
}

function config(env: Record<string, string>): Config {
  const result = readConfig(env);
  if (!result.ok) throw new Error(describeFaults(result.faults));
  return result.config;
}

test("needs nothing", () => {
  expect(config({})).toEqual({
    port: 3000,
    host: null,
    publicUrl: null,
    dataDir: "data",
    databaseUrl: null,
    smtpUrl: null,
    mailFrom: "Parley <parley@localhost>",
    sessionSecret: null,
    ice: { stunUrls: [], turnUrls: [], turnSecret: null },
    ringSeconds: 30,
    trustProxy: [],
    limits: true,
    logLevel: "info",
  });
});

test("an empty variable counts as absent", () => {
  expect(config({ PORT: "", PUBLIC_URL: " ", DATABASE_URL: "" })).toMatchObject({
    port: 3000,
    publicUrl: null,
  });
});

test("reports every fault at once, with what was found and what is expected", () => {
  const result = readConfig({
    PORT: "abc",
    PUBLIC_URL: "http://parley.example.org",
    DATABASE_URL: "mysql://me:hidden@host/db",
    TRUST_PROXY: "1",
    LOG_LEVEL: "loud",
  });
  if (result.ok) throw new Error("accepted");
  expect(result.faults.map(({ name }) => name).sort()).toEqual([
    "DATABASE_URL",
    "LOG_LEVEL",
    "PORT",
    "PUBLIC_URL",
    "SESSION_SECRET",
    "TRUST_PROXY",
  ]);
  const text = describeFaults(result.faults);
  expect(text).toContain('PORT: found "abc", expected a whole number from 1 to 65535');
  expect(text).not.toContain("hidden");
});

test("never shows a secret", () => {
  const result = readConfig({ SESSION_SECRET: "short-but-secret", TURN_SECRET: "tiny" });
  expect(JSON.stringify(result)).not.toContain("short-but");
  expect(JSON.stringify(result)).not.toContain("tiny");
});

describe("PUBLIC_URL", () => {
  test.each([
    "https://parley.example.org",
    "https://parley.example.org:8443",
    "http://localhost:3000",
    "http://127.0.0.1",
    "http://[::1]:3000",
  ])("may be %s", (text) => expect(faults({ PUBLIC_URL: text })).toEqual([]));

  test.each([
    "parley.example.org",
    "http://parley.example.org",
    "ftp://localhost",
    "https://a.example/path",
    "https://me@a.example",
    "https://a.example/?x=1",
  ])("may not be %s", (text) => expect(faults({ PUBLIC_URL: text })).toEqual(["PUBLIC_URL"]));
});

test("DATABASE_URL needs a secret that all nodes share", () => {
  const url = "postgres://me:word@db.example.org/parley";
  expect(faults({ DATABASE_URL: url })).toEqual(["SESSION_SECRET"]);
  expect(faults({ DATABASE_URL: url, SESSION_SECRET: "short" })).toEqual(["SESSION_SECRET"]);
  expect(faults({ DATABASE_URL: url, SESSION_SECRET: SECRET })).toEqual([]);
});

test("LIMITS=off is for this machine alone", () => {
  expect(config({ LIMITS: "off" }).limits).toBe(false);
  expect(config({ LIMITS: "off", PUBLIC_URL: "http://localhost:3000" }).limits).toBe(false);
  expect(faults({ LIMITS: "off", PUBLIC_URL: "https://a.example" })).toEqual(["LIMITS"]);
  expect(faults({ LIMITS: "maybe" })).toEqual(["LIMITS"]);
});

test("TRUST_PROXY takes addresses and networks", () => {
  expect(config({ TRUST_PROXY: "127.0.0.1, 10.0.0.0/8,fd00::/8,loopback" }).trustProxy).toEqual([
    "127.0.0.1",
    "10.0.0.0/8",
    "fd00::/8",
    "loopback",
  ]);
  for (const text of ["true", "10.0.0.0/33", "10.0.0.0/8/8", "a.example", ","]) {
    expect(faults({ TRUST_PROXY: text })).toEqual(["TRUST_PROXY"]);
  }
});

describe("calls", () => {
  test("STUN and TURN take several addresses and ports", () => {
    const env = {
      STUN_URLS: "stun:stun.example.org, stuns:[::1]:5349",
      TURN_URLS: "turn:turn.example.org:3478?transport=udp,turns:turn.example.org",
      TURN_SECRET: SECRET,
    };
    expect(config(env).ice).toEqual({
      stunUrls: ["stun:stun.example.org", "stuns:[::1]:5349"],
      turnUrls: ["turn:turn.example.org:3478?transport=udp", "turns:turn.example.org"],
      turnSecret: SECRET,
    });
  });

  test.each([
    "stun.example.org",
    "turn:turn.example.org",
    "stun://stun.example.org",
    "stun:a:99999",
    "stun:a,",
    "stun:a?transport=udp",
    "stun:a b",
  ])("STUN_URLS may not be %s", (text) =>
    expect(faults({ STUN_URLS: text })).toEqual(["STUN_URLS"]),
  );

  test("TURN needs both its servers and its secret", () => {
    expect(faults({ TURN_URLS: "turn:a" })).toEqual(["TURN_SECRET"]);
    expect(faults({ TURN_SECRET: SECRET })).toEqual(["TURN_URLS"]);
    expect(faults({ TURN_URLS: "turn:a", TURN_SECRET: "short" })).toEqual(["TURN_SECRET"]);
    expect(faults({ TURN_URLS: "stun:a", TURN_SECRET: SECRET })).toEqual(["TURN_URLS"]);
  });

  test("RING_SECONDS has bounds", () => {
    expect(config({ RING_SECONDS: "5" }).ringSeconds).toBe(5);
    for (const text of ["0", "121", "-5", "1.5", "soon"]) {
      expect(faults({ RING_SECONDS: text })).toEqual(["RING_SECONDS"]);
    }
  });
});

test.each(["0", "65536", "-1", "3.5", "0x50"])("PORT may not be %s", (text) => {
  expect(faults({ PORT: text })).toEqual(["PORT"]);
});

test("listens to this machine alone until it has a public address", () => {
  expect(listenHosts(config({}))).toEqual(["127.0.0.1", "::1"]);
  const open = config({ PUBLIC_URL: "https://a.example" });
  expect(listenHosts(open, true)).toEqual(["::"]);
  expect(listenHosts(open, false)).toEqual(["0.0.0.0"]);
  expect(listenHosts(config({ PUBLIC_URL: "https://a.example", HOST: "10.1.2.3" }))).toEqual([
    "10.1.2.3",
  ]);
});
