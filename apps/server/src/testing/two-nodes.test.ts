import { afterAll, beforeAll, expect, test } from "vitest";
import { poll } from "#kernel/pause";
import { startTestApp } from "./test-app.ts";
import type { TestApp } from "./test-app.ts";
import { connectSocket, createCaller } from "./test-person.ts";
import type { Caller, TestPerson } from "./test-person.ts";

let first: TestApp;
let second: TestApp;
let nora: TestPerson;
let haruka: TestPerson;
let conversationId: string;

beforeAll(async () => {
  first = await startTestApp();
  second = await startTestApp({ database: first.database });
  [nora, haruka] = await Promise.all([first.person("Nora"), first.person("Haruka")]);
  const body = { userId: haruka.id, message: "Shall we exchange languages?" };
  const asked = await nora.call("POST", "/api/friends/requests", body);
  const { id } = asked.body["request"] as { id: string };
  const accepted = await haruka.call("POST", `/api/friends/requests/${id}/accept`);
  conversationId = (accepted.body["conversation"] as { id: string }).id;
});

afterAll(async () => {
  await second.close();
  await first.close();
});

/** The same session, answered by the other node. */
function onSecond(person: TestPerson): Caller {
  return createCaller(second.url, { cookie: person.cookie, origin: second.url });
}

function send(call: Caller, id: string, body: string) {
  const messages = [{ id, kind: "text", body }];
  return call("POST", `/api/conversations/${conversationId}/messages`, { messages });
}

test("invariants 2 and 3: two nodes number one conversation without a gap, and know each other's repeats", async () => {
  const ids = Array.from({ length: 40 }, () => crypto.randomUUID());
  const answers = await Promise.all(
    ids.flatMap((id, index) => [
      send(nora.call, id, `message ${index}`),
      send(onSecond(nora), id, `message ${index}`),
    ]),
  );
  const results = answers.map(({ body }) => (body["results"] as { id: string; seq: number }[])[0]);
  for (const id of ids) {
    expect(new Set(results.filter((r) => r?.id === id).map((r) => r?.seq)).size).toBe(1);
  }
  const path = `/api/conversations/${conversationId}/messages?limit=100`;
  const { body } = await onSecond(haruka)("GET", path);
  const items = body["items"] as { seq: number }[];
  expect(items.map(({ seq }) => seq)).toEqual(ids.map((_, index) => index + 1));
});

test("a client of another node catches up by the digest", async () => {
  const asked = { epoch: null, userVer: 0, conversations: [] };
  const held = await onSecond(haruka)("POST", "/api/sync", asked);
  const { epoch, user } = held.body as { epoch: string; user: { ver: number } };
  const [entry] = held.body["conversations"] as { ver: number; receiptVer: number }[];
  await send(nora.call, crypto.randomUUID(), "from the other node");
  const digest = await onSecond(haruka)("POST", "/api/sync", {
    epoch,
    userVer: user.ver,
    conversations: [[conversationId, entry?.ver, entry?.receiptVer]],
  });
  expect(digest.body["conversations"]).toMatchObject([
    { id: conversationId, mode: "delta", messages: [{ body: "from the other node" }] },
  ]);
});

test("a session that is ended on one node is over on the other, socket included", async () => {
  const device = await nora.logIn();
  const headers = { cookie: device.cookie, origin: second.url };
  const socket = await connectSocket(second.url, headers);
  const told = new Promise((resolve) => socket.once("session:ended", resolve));
  await device.call("POST", "/api/auth/logout");
  expect(await told).toEqual({ code: "SESSION_REVOKED" });
  const refused = await poll(5_000, async () => {
    const { status } = await createCaller(second.url, headers)("GET", "/api/auth/session");
    return status === 401;
  });
  expect(refused).toBe(true);
});

test("MSG-8: a block on one node stops what the other would still send", async () => {
  const [ines, paul] = await Promise.all([first.person("Inés"), first.person("Paul")]);
  const body = { userId: paul.id, message: "Shall we exchange languages?" };
  const asked = await ines.call("POST", "/api/friends/requests", body);
  const { id } = asked.body["request"] as { id: string };
  const accepted = await paul.call("POST", `/api/friends/requests/${id}/accept`);
  const { id: conversation } = accepted.body["conversation"] as { id: string };
  await paul.call("PUT", `/api/blocks/${ines.id}`);
  const messages = [{ id: crypto.randomUUID(), kind: "text", body: "Hello?" }];
  const path = `/api/conversations/${conversation}/messages`;
  const sent = await onSecond(ines)("POST", path, { messages });
  expect([sent.status, sent.body["code"]]).toEqual([403, "CANNOT_WRITE"]);
});
