import { once } from "node:events";
import { request } from "node:http";
import type { IncomingMessage } from "node:http";
import { createConnection } from "node:net";
import type { Socket } from "socket.io-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp } from "./test-app.ts";
import type { TestApp } from "./test-app.ts";
import { connectSocket, createCaller } from "./test-person.ts";
import type { TestPerson } from "./test-person.ts";

let app: TestApp;
let nora: TestPerson;
let haruka: TestPerson;
let conversationId: string;

beforeAll(async () => {
  app = await startTestApp();
  [nora, haruka] = await Promise.all([app.person("Nora"), app.person("Haruka")]);
  const body = { userId: haruka.id, message: "Shall we exchange languages?" };
  const asked = await nora.call("POST", "/api/friends/requests", body);
  const { id } = asked.body["request"] as { id: string };
  const accepted = await haruka.call("POST", `/api/friends/requests/${id}/accept`);
  conversationId = (accepted.body["conversation"] as { id: string }).id;
});

afterAll(() => app.close());

function nextEvent(socket: Socket, name: string): Promise<Record<string, unknown>> {
  return new Promise((resolve) => socket.once(name, resolve));
}

function command(socket: Socket, name: string, payload: unknown) {
  return socket.timeout(5_000).emitWithAck(name, payload);
}

function text(body: string) {
  return { conversationId, messages: [{ id: crypto.randomUUID(), kind: "text", body }] };
}

test("WIRE-1: what a command should not be is refused with a code, and the socket stays", async () => {
  const socket = await nora.connect();
  const answers = [
    await command(socket, "nothing:known", {}),
    await command(socket, "message:send", { conversationId: "here" }),
    await command(socket, "message:send", null),
    await command(socket, "message:send", text("a\u0000b")),
    await command(socket, "message:send", text(" \n ")),
  ];
  expect(answers.map(({ error }) => error.code)).toEqual([
    "UNKNOWN_COMMAND",
    "VALIDATION",
    "VALIDATION",
    "VALIDATION",
    "VALIDATION",
  ]);
  expect(await command(socket, "message:send", text("Hello"))).toMatchObject({ ok: true });
  socket.close();
});

test("connections that are cut while they are opened end nobody else's", async () => {
  const { hostname, port } = new URL(app.url);
  const upgrade = [
    "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
    `Host: ${hostname}:${port}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version: 13",
    "\r\n",
  ].join("\r\n");
  const cut = async () => {
    const socket = createConnection(Number(port), hostname);
    await once(socket, "connect");
    // The kernel sends what was written before the reset that follows it.
    await new Promise((done) => socket.write(upgrade, done));
    socket.resetAndDestroy();
  };
  await Promise.all(Array.from({ length: 200 }, cut));
  const socket = await nora.connect();
  expect(await command(socket, "presence:watch", { userIds: [] })).toMatchObject({ ok: true });
  socket.close();
});

test("WIRE-1: what a request should not be is refused with a problem and its code", async () => {
  const json = { "content-type": "application/json", cookie: nora.cookie, origin: app.url };
  async function post(path: string, headers: Record<string, string>, body: string) {
    const response = await fetch(`${app.url}${path}`, { method: "POST", headers, body });
    const problem = (await response.json()) as { code: string };
    return [response.status, problem.code, response.headers.get("content-type")?.split(";")[0]];
  }
  const problem = "application/problem+json";
  expect(await post("/api/sync", json, "{")).toEqual([400, "MALFORMED", problem]);
  expect(await post("/api/sync", { ...json, "content-type": "text/plain" }, "{}")).toEqual([
    415,
    "WRONG_TYPE",
    problem,
  ]);
  expect(await post("/api/sync", json, "{}")).toEqual([400, "VALIDATION", problem]);
  expect(await post("/api/nowhere", json, "{}")).toEqual([404, "NOT_FOUND", problem]);
  const odd = await nora.call("GET", "/api/conversations/not-a-uuid");
  expect([odd.status, odd.body["code"]]).toEqual([400, "VALIDATION"]);
  const asked = { epoch: null, userVer: 0, conversations: [], next: "not ours" };
  const lost = await nora.call("POST", "/api/sync", asked);
  expect(lost.body).toMatchObject({ code: "VALIDATION", errors: [{ path: "next" }] });
});

test("WIRE-2: another version is told to update, over HTTP and in the handshake", async () => {
  const headers = { cookie: nora.cookie, origin: app.url, "parley-protocol": "2" };
  const answer = await createCaller(app.url, headers)("GET", "/api/auth/session");
  expect([answer.status, answer.body["code"]]).toEqual([426, "UPDATE_REQUIRED"]);
  const refusal = await connectSocket(
    app.url,
    { cookie: nora.cookie, origin: app.url },
    { protocol: 2 },
  ).catch((error: { data: unknown }) => error.data);
  expect(refusal).toMatchObject({ code: "UPDATE_REQUIRED" });
});

test("WIRE-3: large bodies are refused, a larger one is fine for sync, and a large frame ends the socket", async () => {
  const padding = (kilobytes: number) => "x".repeat(kilobytes * 1024);
  const patch = await nora.call("PATCH", "/api/users/me", { padding: padding(65) });
  expect([patch.status, patch.body["code"]]).toEqual([413, "TOO_LARGE"]);
  const asked = { epoch: null, userVer: 0, conversations: [] };
  const sync = (kilobytes: number) =>
    nora.call("POST", "/api/sync", { ...asked, padding: padding(kilobytes) });
  expect((await sync(200)).status).toBe(200);
  expect((await sync(257)).status).toBe(413);
  const socket = await nora.connect();
  const refused = await command(socket, "message:send", text(padding(65)));
  expect(refused).toMatchObject({ ok: false, error: { code: "VALIDATION" } });
  const ended = nextEvent(socket, "disconnect");
  socket.emit("message:send", text(padding(137)));
  await ended;
});

test("WIRE-3: a reader that does not read is cut, and holds up nobody", async () => {
  const slow = await haruka.connect();
  const ended = nextEvent(slow, "disconnect");
  const heard = await (await haruka.logIn()).connect();
  const sender = await nora.connect();
  const network = networkOf(slow);
  network.pause();
  // More than the buffers of both ends of the network and the megabyte that the server allows.
  for (let sent = 0; sent < 350; sent += 1) {
    const messages = [longMessage(), longMessage()];
    const answer = await command(sender, "message:send", { conversationId, messages });
    expect(answer).toMatchObject({ ok: true });
  }
  const arrival = nextEvent(heard, "conversation:changed");
  await command(sender, "message:send", text("Still here"));
  await arrival;
  network.resume();
  await ended;
  for (const socket of [slow, sender, heard]) socket.close();
}, 60_000);

function longMessage() {
  return { id: crypto.randomUUID(), kind: "text", body: "語".repeat(8_000) };
}

/** What takes the bytes from the network: paused, it is a phone in a tunnel. */
function networkOf(socket: Socket): { pause(): void; resume(): void } {
  const transport = socket.io.engine.transport as unknown as {
    ws: { _socket: { pause(): void; resume(): void } };
  };
  return transport.ws._socket;
}

test("WIRE-4: events, acknowledgements, sync and history carry the epoch", async () => {
  const socket = await nora.connect();
  const event = nextEvent(socket, "conversation:changed");
  const answers = [
    await command(socket, "message:send", text("Which epoch is it?")),
    await command(socket, "nothing:known", {}),
    await event,
    (await nora.call("GET", `/api/conversations/${conversationId}/messages`)).body,
    (await nora.call("POST", "/api/sync", { epoch: null, userVer: 0, conversations: [] })).body,
  ];
  const [first] = answers;
  expect(first.epoch).toMatch(/^[0-9a-f-]{36}$/);
  expect(answers.map(({ epoch }) => epoch)).toEqual(answers.map(() => first.epoch));
  socket.close();
});

test("invariant 13, WIRE-5: who speaks is the session's, whatever else is claimed", async () => {
  const socket = await haruka.connect();
  const claim = { userId: nora.id, senderId: nora.id, from: nora.id };
  const message = { id: crypto.randomUUID(), kind: "text", body: "I am Nora", ...claim };
  await command(socket, "message:send", { conversationId, messages: [message], ...claim });
  const path = `/api/conversations/${conversationId}/messages`;
  const { body } = await haruka.call("GET", path);
  const items = body["items"] as { id: string; senderId: string }[];
  expect(items.find(({ id }) => id === message.id)?.senderId).toBe(haruka.id);
  const edited = { conversationId, id: message.id, body: "Not mine", baseVer: 1, ...claim };
  const other = await nora.connect();
  expect(await command(other, "message:edit", edited)).toMatchObject({ ok: false });
  await haruka.call("PATCH", "/api/users/me", { id: nora.id, email: nora.email, role: "admin" });
  const me = (await haruka.call("GET", "/api/users/me")).body["user"];
  expect(me).toMatchObject({ id: haruka.id, email: haruka.email, role: "user" });
  socket.close();
  other.close();
});

test("WIRE-6: other sites may neither write nor open a socket", async () => {
  const write = (headers: Record<string, string>) =>
    createCaller(app.url, { cookie: nora.cookie, ...headers })("POST", "/api/auth/logout");
  for (const headers of [
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site" },
    {},
  ]) {
    const answer = await write(headers as Record<string, string>);
    expect([answer.status, answer.body["code"]]).toEqual([403, "BAD_ORIGIN"]);
  }
  const cookie = nora.cookie;
  const foreign = connectSocket(app.url, { cookie, origin: "https://evil.example" });
  await expect(foreign).rejects.toThrow("websocket error");
  await expect(connectSocket(app.url, { cookie })).rejects.toThrow("websocket error");
  expect(await statusOfHost("evil.example")).toBe(403);
});

/** What a page gets whose name was rebound to this machine. */
async function statusOfHost(host: string): Promise<number | undefined> {
  const asked = request(`${app.url}/api/auth/session`, { headers: { host, cookie: nora.cookie } });
  const [answer] = (await once(asked.end(), "response")) as [IncomingMessage];
  answer.resume();
  return answer.statusCode;
}

test("WIRE-5: a token that may not read hears nothing, one that may hears everything", async () => {
  const connect = async (scopes: string[]) => {
    const made = await haruka.call("POST", "/api/auth/tokens", { name: "Robot", scopes });
    const authorization = `Bearer ${String(made.body["token"])}`;
    return connectSocket(app.url, { authorization });
  };
  const [reader, writer] = [await connect(["read"]), await connect(["write", "calls"])];
  const overheard: string[] = [];
  writer.onAny((name: string) => overheard.push(name));
  const heard = nextEvent(reader, "conversation:changed");
  const sent = nora.call("POST", `/api/conversations/${conversationId}/messages`, text("For you"));
  expect((await sent).status).toBe(200);
  await heard;
  // Its own command is answered after whatever came before.
  expect(await command(writer, "message:send", text("Blindly"))).toMatchObject({ ok: true });
  expect(overheard).toEqual([]);
  for (const socket of [reader, writer]) socket.close();
});

test("LIFE-1: a session that ends says so before its socket does", async () => {
  const device = await nora.logIn();
  const socket = await device.connect();
  const told = nextEvent(socket, "session:ended");
  const ended = nextEvent(socket, "disconnect");
  await device.call("POST", "/api/auth/logout");
  expect(await told).toEqual({ code: "SESSION_REVOKED" });
  await ended;
});

test("invariant 14: a second socket coming and going changes nothing for the first", async () => {
  const first = await haruka.connect();
  const second = await haruka.connect();
  second.close();
  const heard = nextEvent(first, "conversation:changed");
  const watcher = await nora.connect();
  const watched = await command(watcher, "presence:watch", { userIds: [haruka.id] });
  expect(watched.states).toEqual([{ userId: haruka.id, state: "online" }]);
  await command(watcher, "message:send", text("Are you there?"));
  await heard;
  first.close();
  watcher.close();
});

test("invariant 15: both devices of a person hear a message and what was read", async () => {
  const [one, two] = await Promise.all([haruka.connect(), haruka.logIn().then((d) => d.connect())]);
  const arrivals = [one, two].map((socket) => nextEvent(socket, "conversation:changed"));
  const sender = await nora.connect();
  const sent = await command(sender, "message:send", text("To all of your devices"));
  expect((await Promise.all(arrivals)).map(({ ver }) => ver)).toEqual([
    sent.results[0].ver,
    sent.results[0].ver,
  ]);
  const read = nextEvent(two, "receipt:changed");
  const { seq } = sent.results[0];
  await command(one, "receipt:advance", { conversationId, read: seq });
  expect(await read).toMatchObject({ userId: haruka.id, read: seq });
  for (const socket of [one, two, sender]) socket.close();
});

test("LIFE-2: a planned stop says goodbye and when to come back", async () => {
  const other = await startTestApp({ database: app.database });
  const person = await other.person("Inés");
  const socket = await person.connect();
  const told = nextEvent(socket, "server:closing");
  const ended = nextEvent(socket, "disconnect");
  await other.close();
  expect(await told).toMatchObject({ retryAfterMs: expect.any(Number) });
  await ended;
});
