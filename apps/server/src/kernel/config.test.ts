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
  const result = readConfig({ SESSION_SECRET: "short-but-secret" });
  expect(JSON.stringify(result)).not.toContain("short-but");
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
