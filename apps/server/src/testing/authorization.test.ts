import { COMMANDS } from "@parley/protocol/commands";
import type { Socket } from "socket.io-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "#kernel/ids";
import { COMMAND_ROWS, ROLES, ROUTE_ROWS } from "./authorization-rows.ts";
import type { Role, Targets } from "./authorization-rows.ts";
import { startTestApp } from "./test-app.ts";
import type { TestApp } from "./test-app.ts";
import type { Caller, TestPerson } from "./test-person.ts";

let app: TestApp;
let callers: Record<Role, Caller>;
let sockets: Record<Exclude<Role, "nobody">, Socket>;
let targets: Targets;
let blockedConversation: string;

/** Nora, the member, with Haruka; Lucía is Nora's friend, Omar blocked by her, Inés knows nobody. */
beforeAll(async () => {
  app = await startTestApp({ ringSeconds: 120 });
  const [nora, haruka, lucia, omar, ines, paul] = await Promise.all(
    ["Nora", "Haruka", "Lucía", "Omar", "Inés", "Paul"].map((name) => app.person(name)),
  );
  if (!nora || !haruka || !lucia || !omar || !ines || !paul)
    throw new Error("Somebody is missing.");
  const conversation = await befriend(haruka, nora);
  await befriend(lucia, nora);
  blockedConversation = await befriend(omar, nora);
  await nora.call("PUT", `/api/blocks/${omar.id}`);
  const message = crypto.randomUUID();
  const path = `/api/conversations/${conversation}/messages`;
  const doomed = crypto.randomUUID();
  const messages = [message, doomed].map((id) => ({ id, kind: "text", body: "Hello" }));
  await nora.call("POST", path, { messages });
  const request = await ask(nora, paul);
  const [call, endedCall, nowhere] = [newId(), newId(), newId()];
  targets = {
    nora: nora.id,
    conversation,
    message,
    doomed,
    request,
    call,
    endedCall,
    nothing: nowhere,
  };
  callers = {
    nobody: app.call,
    stranger: ines.call,
    friend: lucia.call,
    blocked: omar.call,
    member: nora.call,
  };
  const [stranger, friend, blocked, member] = await Promise.all(
    [ines, lucia, omar, nora].map(async (person) => (await person.logIn()).connect("desk")),
  );
  if (!stranger || !friend || !blocked || !member) throw new Error("A socket is missing.");
  sockets = { stranger, friend, blocked, member };
  const start = { callId: endedCall, conversationId: conversation, media: "voice" };
  for (const name of ["call:initiate", "call:cancel"]) await member.emitWithAck(name, start);
});

afterAll(async () => {
  for (const socket of Object.values(sockets)) socket.close();
  await app.close();
});

async function ask(from: TestPerson, to: TestPerson): Promise<string> {
  const body = { userId: to.id, message: "Shall we exchange languages?" };
  const answer = await from.call("POST", "/api/friends/requests", body);
  return (answer.body["request"] as { id: string }).id;
}

async function befriend(from: TestPerson, to: TestPerson): Promise<string> {
  const id = await ask(from, to);
  const answer = await to.call("POST", `/api/friends/requests/${id}/accept`);
  return (answer.body["conversation"] as { id: string }).id;
}

test("every route has a row, and every row a route", async () => {
  const { body } = await app.call("GET", "/api/openapi.json");
  const routes = Object.entries(body["paths"] as Record<string, object>).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(routes.toSorted()).toEqual(Object.keys(ROUTE_ROWS).toSorted());
});

test("every command has a row, and every row a command", () => {
  expect(Object.keys(COMMAND_ROWS).toSorted()).toEqual(Object.keys(COMMANDS).toSorted());
});

// Commands first: the last rows of the routes end friendships and sessions.
test.for(Object.entries(COMMAND_ROWS))(
  "invariant 12: %s answers each role its own",
  async ([name, row]) => {
    const answers: string[] = [];
    for (const role of ["stranger", "friend", "blocked", "member"] as const) {
      const answer = await sockets[role].timeout(5_000).emitWithAck(name, row.payload(targets));
      answers.push(answer.ok ? "ok" : answer.error.code);
    }
    expect(answers).toEqual(row.answers);
  },
);

test("presence tells strangers and blocked people nothing", async () => {
  const seen: Record<string, number> = {};
  for (const role of ["stranger", "friend", "blocked"] as const) {
    const payload = { userIds: [targets.nora] };
    const answer = await sockets[role].timeout(5_000).emitWithAck("presence:watch", payload);
    seen[role] = answer.states.length;
  }
  expect(seen).toEqual({ stranger: 0, friend: 1, blocked: 0 });
});

test("MSG-8: whoever is blocked still reads the conversation and cannot write to it", async () => {
  const path = `/api/conversations/${blockedConversation}`;
  const message = { id: crypto.randomUUID(), kind: "text", body: "Hello?" };
  for (const role of ["blocked", "member"] as const) {
    expect((await callers[role]("GET", path)).status).toBe(200);
    const sent = await callers[role]("POST", `${path}/messages`, { messages: [message] });
    expect(sent.body["results"]).toMatchObject([{ ok: false, error: { code: "CANNOT_WRITE" } }]);
  }
});

test.for(Object.entries(ROUTE_ROWS))(
  "invariant 12: %s answers each role its own",
  async ([route, row]) => {
    const [method = "", path = ""] = route.split(" ");
    const statuses: number[] = [];
    for (const role of ROLES) {
      const url = row.path?.(targets) ?? path;
      const answer = await callers[role](method, url, row.body?.(targets));
      statuses.push(answer.status);
    }
    expect(statuses).toEqual(row.statuses);
  },
);
