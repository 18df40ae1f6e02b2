import { expect, test } from "vitest";
import { createOriginGuard } from "./origin.ts";

const local = createOriginGuard(null, () => 3000);
const publicly = createOriginGuard(new URL("https://parley.example.org"), () => 3000);

test("WIRE-6: without a public address the loopback names at our port are ours", () => {
  const hosts = ["localhost:3000", "127.0.0.1:3000", "[::1]:3000", "LOCALHOST:3000"];
  expect(hosts.every((host) => local.isOurHost(host))).toBe(true);
  const foreign = ["localhost", "localhost:3001", "evil.example:3000", "127.0.0.1.nip.io:3000"];
  expect(foreign.some((host) => local.isOurHost(host))).toBe(false);
  expect(local.isOurHost(undefined)).toBe(false);
});

test("WIRE-6: with a public address nothing else is ours", () => {
  expect(publicly.isOurHost("parley.example.org")).toBe(true);
  expect(publicly.isOurHost("localhost:3000")).toBe(false);
  expect(publicly.isTrusted({ origin: "https://parley.example.org" })).toBe(true);
  expect(publicly.isTrusted({ origin: "http://parley.example.org" })).toBe(false);
});

test.for([
  [{ origin: "http://localhost:3000", cookie: "parley=x" }, true],
  [{ origin: "https://evil.example", cookie: "parley=x" }, false],
  [{ origin: "null" }, false],
  [{ "sec-fetch-site": "same-origin", cookie: "parley=x" }, true],
  [{ "sec-fetch-site": "same-site", cookie: "parley=x" }, false],
  [{ "sec-fetch-site": "cross-site" }, false],
  [{ cookie: "parley=x" }, false],
  [{}, true],
] as const)("WIRE-6: %j is trusted: %s", ([headers, isTrusted]) => {
  expect(local.isTrusted(headers)).toBe(isTrusted);
});
