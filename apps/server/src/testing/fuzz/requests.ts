import { request } from "node:http";
import type { Agent } from "node:http";
import { connect } from "node:net";
import { valueFor } from "./from-schema.ts";
import type { Sources } from "./from-schema.ts";
import type { HttpAnswer } from "./judge.ts";
import { mutate } from "./mutate.ts";
import type { RouteForm } from "./surface.ts";

export interface RequestInput {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | null;
}

const LARGE = 300 * 1024;
const ODD_PATHS: readonly [string, ...string[]] = [
  "/api/%00",
  "/api/%ff%fe",
  "/api/../api/users/me",
  "/api//users//me",
  "/%61pi/users/me",
  "/api/users/me/%2e%2e/%2e%2e/%2e%2e",
  `/api/users/${"x".repeat(9_000)}`,
  "/api/users/%",
  "/assets/../../package.json",
  "/assets/nothing.js",
  "/socket.io/?EIO=4&transport=polling",
  "/socket.io/?EIO=4&transport=websocket",
  "/api/users?query=%",
  "/api/friends?limit=1&limit=2&cursor[]=x",
  "/*",
];
const ODD_BODIES: readonly [string, ...string[]] = [
  "{",
  "nul",
  '{"a":1}}',
  "[".repeat(20_000),
  '{"a":'.repeat(9_000),
  '{"__proto__":{"admin":true}}',
  "\u0000",
  '"\\ud800"',
  "1e999",
  " ",
];
const ODD_HEADERS: readonly [Record<string, string>, ...Record<string, string>[]] = [
  { "parley-protocol": "999" },
  { "parley-protocol": "" },
  { "content-type": "text/plain" },
  { "content-type": "application/json; charset=utf-16" },
  { "content-type": "nonsense" },
  { "content-type": "multipart/form-data; boundary=x" },
  { authorization: "Bearer" },
  { authorization: "Bearer parley_nothing" },
  { authorization: `Basic ${"x".repeat(4_000)}` },
  { cookie: "parley=; parley=x.y.z; __proto__=1" },
  { cookie: "parley=eyJhbGciOiJub25lIn0.e30." },
  { origin: "null" },
  { host: "elsewhere.example" },
  { "sec-fetch-site": "cross-site" },
  { "content-length": "0" },
  { expect: "100-continue" },
  { "accept-encoding": "br;q=2, *" },
  { range: "bytes=9-1" },
  { "if-none-match": '"' },
  { "x-forwarded-for": "999.1.1.1, ::::" },
  { "x-forwarded-proto": "gopher" },
];

/** A request to the route: as it should be, or with something wrong in its path, query, headers or body. */
export function makeRequest(route: RouteForm, sources: Sources): RequestInput {
  const { random } = sources;
  const isWhole = random.chance(0.3);
  const text = (value: unknown) =>
    typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  const broken = (value: unknown) =>
    isWhole || random.chance(0.6) ? value : mutate(value, random);
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encode(text(broken(valueFor(route.params[name] ?? {}, name, sources)))),
  );
  const query = Object.entries(route.query)
    .filter(() => random.chance(0.5))
    .map(([name, schema]) => `${name}=${encode(text(broken(valueFor(schema, name, sources))))}`);
  const body =
    isWhole || random.chance(0.95) ? bodyFor(route, sources, isWhole) : random.pick(ODD_BODIES);
  return {
    method:
      isWhole || random.chance(0.95)
        ? route.method
        : random.pick(["HEAD", "OPTIONS", "PUT", "TRACE", "PATCH"]),
    path:
      isWhole || random.chance(0.95)
        ? [path, query.join("&")].filter(Boolean).join("?")
        : random.pick(ODD_PATHS),
    headers: {
      ...(body !== null && { "content-type": "application/json" }),
      ...(!isWhole && random.chance(0.1) && random.pick(ODD_HEADERS)),
    },
    body,
  };
}

function bodyFor(route: RouteForm, sources: Sources, isWhole: boolean): string | null {
  const { random } = sources;
  if (!route.body) return isWhole || random.chance(0.8) ? null : random.pick(ODD_BODIES);
  const value = valueFor(route.body, "", sources);
  if (isWhole) return JSON.stringify(value);
  if (random.chance(0.02)) return JSON.stringify({ ...Object(value), padding: "x".repeat(LARGE) });
  return JSON.stringify(mutate(value, random)) ?? "";
}

/** Lone surrogates have no encoding: they are sent as the bytes that a careless client would send. */
function encode(text: string): string {
  return text.isWellFormed()
    ? encodeURIComponent(text)
    : `%ED%A0%80${encodeURIComponent(text.toWellFormed())}`;
}

/** Sends the request with these headers under its own. */
export function sendRequest(
  target: { url: string; agent: Agent },
  headers: Record<string, string>,
  input: RequestInput,
): Promise<HttpAnswer | null> {
  return new Promise((resolve) => {
    const asked = request(target.url, {
      agent: target.agent,
      method: input.method,
      path: input.path,
      headers: { ...lengthOf(input), ...headers, ...input.headers },
    });
    asked.on("response", (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => (body += part));
      const answer = () => ({
        status: response.statusCode ?? 0,
        type: String(response.headers["content-type"] ?? ""),
        body,
      });
      response.on("end", () => resolve(answer()));
      response.on("error", () => resolve(answer()));
    });
    // A body that is refused before it was sent whole ends the connection.
    asked.on("error", () => resolve(null));
    asked.end(input.body ?? undefined);
  });
}

/** Told for every method: Node would send the body of a GET with nothing to announce it. */
function lengthOf({ body }: RequestInput): Record<string, string> {
  return body === null ? {} : { "content-length": String(Buffer.byteLength(body)) };
}

const ODD_BYTES: readonly [string, ...string[]] = [
  "GET / HTTP/1.1\r\n\r\n",
  "GET /api/health HTTP/9.9\r\nHost: HOST\r\n\r\n",
  "\0\0\0\0\0\0\r\n\r\n",
  "GET /api/users/\ud83d HTTP/1.1\r\nHost: HOST\r\n\r\n",
  "POST /api/sync HTTP/1.1\r\nHost: HOST\r\nContent-Length: -1\r\n\r\n",
  "POST /api/sync HTTP/1.1\r\nHost: HOST\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
  "POST /api/sync HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n",
  `GET /api/health HTTP/1.1\r\nHost: HOST\r\nX: ${"y".repeat(70_000)}\r\n\r\n`,
  "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: HOST\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
  "GET /socket.io/?EIO=3&transport=websocket&sid=__proto__ HTTP/1.1\r\nHost: HOST\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n",
  "GET /api/health HTTP/1.1\r\nHost: HOST\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n",
  "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  "CONNECT elsewhere.example:443 HTTP/1.1\r\nHost: HOST\r\n\r\n",
];

/** Sends bytes that are no proper request, says no more, and resolves to what came back. */
export function sendOddBytes(
  url: string,
  { random }: Sources,
): Promise<{ sent: string; answer: string }> {
  const { hostname, port, host } = new URL(url);
  const sent = random.pick(ODD_BYTES).replaceAll("HOST", host);
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect({ host: hostname, port: Number(port) });
    socket.setEncoding("utf8");
    socket.on("data", (part) => (answer += String(part)));
    socket.on("error", () => {});
    socket.on("close", () => resolve({ sent, answer }));
    socket.end(sent);
  });
}
