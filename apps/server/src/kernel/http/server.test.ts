import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { Id } from "@parley/protocol/common";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { rateLimited } from "#kernel/errors";
import { identityOf } from "#kernel/http";
import type { Http } from "#kernel/http";
import { buildTestHttp } from "#testing/test-http";

let http: Http;

afterEach(() => http.close());

async function build(options?: Parameters<typeof buildTestHttp>[0]): Promise<void> {
  http = await buildTestHttp(options);
  http.route({
    method: "GET",
    url: "/api/things/:id",
    schema: { params: z.object({ id: Id }) },
    config: { access: { scope: "read" } },
    handler: async (request) => ({ userId: identityOf(request).userId }),
  });
  http.route({
    method: "POST",
    url: "/api/things",
    config: { access: { scope: "write" } },
    handler: async () => ({ isMade: true }),
  });
  http.post("/api/doors", { config: { access: "public" } }, async () => ({ isOpen: true }));
}

const foreign = { isOurHost: () => true, isTrusted: () => false };
const bearer = { authorization: "Bearer nora" };

test.each(["/api/doors", "/%61pi/doors", "/ap%69/doors"])(
  "WIRE-6: another site may not write to %s, however it is spelt",
  async (url) => {
    await build({ origin: foreign });
    const answer = await http.inject({ method: "POST", url });
    expect([answer.statusCode, answer.json().code]).toEqual([403, "BAD_ORIGIN"]);
  },
);

test("WIRE-5: the guard asks who comes by a path that is spelt otherwise", async () => {
  await build();
  const url = `/%61pi/things/${crypto.randomUUID()}`;
  expect((await http.inject({ url })).json().code).toBe("UNAUTHENTICATED");
  const known = await http.inject({ url, headers: bearer });
  expect(known.json()).toEqual({ userId: "nora" });
  expect(known.headers["cache-control"]).toBe("no-store");
});

test.each([
  ["no request at all", "\u0000\r\n\r\n", 400, "MALFORMED"],
  [
    "a length that is none",
    "POST /api/doors HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    400,
    "MALFORMED",
  ],
  ["headers without end", `GET / HTTP/1.1\r\nX: ${"y".repeat(70_000)}\r\n\r\n`, 413, "TOO_LARGE"],
])(
  "WIRE-1: %s is refused with a problem, and the connection ends",
  async (...[, bytes, status, code]) => {
    await build();
    const url = new URL(await http.listen({ host: "127.0.0.1", port: 0 }));
    const socket = connect({ host: url.hostname, port: Number(url.port) });
    socket.write(bytes);
    const [head = "", body = ""] = (await text(socket)).split("\r\n\r\n");
    expect(head).toMatch(
      new RegExp(`^HTTP/1.1 ${status} .*\r\ncontent-type: application/problem\\+json`),
    );
    expect(JSON.parse(body)).toMatchObject({ status, code });
  },
);

test("WIRE-1: an address that cannot be read is refused with a problem", async () => {
  await build();
  const answer = await http.inject({ url: "/api/things/%zz", headers: bearer });
  expect(answer.headers["content-type"]).toContain("application/problem+json");
  expect([answer.statusCode, answer.json().code]).toEqual([400, "MALFORMED"]);
});

test("an id in the wrong form is refused as such, however long it is", async () => {
  await build();
  const answer = await http.inject({ url: `/api/things/${"a".repeat(9_000)}`, headers: bearer });
  expect([answer.statusCode, answer.json().code]).toEqual([400, "VALIDATION"]);
});

test.each([
  ["text/plain", "", 200],
  ["nothing that is a type", "", 200],
  ["nothing that is a type", "{}", 415],
] as const)("with type %j the body %j gets %i", async (type, payload, status) => {
  await build();
  const headers = { ...bearer, "content-type": type };
  const request = { method: "POST", url: "/api/things", headers, payload } as const;
  expect((await http.inject(request)).statusCode).toBe(status);
});

test("MSG-3: a body that is not UTF-8 is refused instead of tidied", async () => {
  await build();
  const headers = { ...bearer, "content-type": "application/json" };
  const payload = Buffer.concat([Buffer.from('{"body":"'), Buffer.from([0xff]), Buffer.from('"}')]);
  const answer = await http.inject({ method: "POST", url: "/api/things", headers, payload });
  expect([answer.statusCode, answer.json().code]).toEqual([400, "MALFORMED"]);
});

test("the description says of every route how it refuses, and where nobody has to sign in", async () => {
  await build();
  const document = (await http.inject({ url: "/api/openapi.json" })).json();
  const { "/api/things": things, "/api/doors": doors } = document.paths;
  for (const { responses } of [things.post, doors.post]) {
    const { schema } = responses.default.content["application/problem+json"];
    expect(schema.required).toEqual(expect.arrayContaining(["status", "code"]));
  }
  expect(document.security).toEqual([{ bearer: [] }, { session: [] }]);
  expect([things.post.security, doors.post.security]).toEqual([undefined, []]);
});

test("a request that never ends is ended", async () => {
  await build();
  expect(http.server.requestTimeout).toBe(60_000);
});

test("over plain http one is led to our own address and nowhere else", async () => {
  const publicUrl = new URL("https://parley.example.org");
  await build({ publicUrl });
  for (const url of ["/chats?a=b", "//elsewhere.example/chats", "//["]) {
    const { statusCode, headers } = await http.inject({ url });
    expect([statusCode, headers.location]).toEqual([308, `${publicUrl.origin}${url}`]);
  }
});

test("a proxy that ends TLS is not sent in circles, even one that nobody named", async () => {
  await build({ publicUrl: new URL("https://parley.example.org") });
  const headers = { ...bearer, "x-forwarded-proto": "https" };
  const url = `/api/things/${crypto.randomUUID()}`;
  expect((await http.inject({ url, headers })).statusCode).toBe(200);
  expect((await http.inject({ url, headers: bearer })).statusCode).toBe(308);
});

test("writing over HTTP is limited by session, reading is not", async () => {
  const asked: string[] = [];
  await build({
    limitWrites(sessionId) {
      asked.push(sessionId);
      throw rateLimited(2_500);
    },
  });
  const read = { url: `/api/things/${crypto.randomUUID()}`, headers: bearer };
  expect((await http.inject(read)).statusCode).toBe(200);
  const write = await http.inject({ method: "POST", url: "/api/things", headers: bearer });
  expect([write.statusCode, write.json().code]).toEqual([429, "RATE_LIMITED"]);
  expect(write.headers["retry-after"]).toBe("3");
  expect(asked).toEqual(["nora"]);
});

describe("with a web app", () => {
  let webApp: string;

  beforeAll(async () => {
    webApp = await mkdtemp(join(tmpdir(), "parley-web-"));
    await mkdir(join(webApp, "assets"));
    await writeFile(join(webApp, "index.html"), "<!doctype html><p>Parley</p>");
    await writeFile(join(webApp, "assets", "app.js"), "export {};");
  });

  afterAll(() => rm(webApp, { recursive: true }));

  test.each(["/", "/chats/one", "/calls", "/discover", "/people/one", "/settings/look"])(
    "the path %s gets the page",
    async (url) => {
      await build({ webApp });
      expect((await http.inject({ url })).statusCode).toBe(200);
    },
  );

  test.each(["/%00", "//", "/..%2f..%2fetc/passwd", "/nowhere"])(
    "the path %s gets the page for what is not there",
    async (url) => {
      await build({ webApp });
      const { statusCode, headers, body } = await http.inject({ url });
      expect([statusCode, headers["content-type"]]).toEqual([404, "text/html; charset=utf-8"]);
      expect(body).toContain("Parley");
    },
  );

  test.each([
    [{ range: "bytes=99999-" }, 400],
    [{ "if-match": '"other"' }, 400],
    [{ range: "rubbish" }, 200],
  ])("a file asked for with %j answers %i", async (headers, status) => {
    await build({ webApp });
    const answer = await http.inject({ url: "/assets/app.js", headers });
    expect(answer.statusCode).toBe(status);
  });
});
