import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestApp } from "./test-app.ts";
import type { TestApp } from "./test-app.ts";
import type { TestPerson } from "./test-person.ts";

let app: TestApp;
let nora: TestPerson;
let haruka: TestPerson;

beforeAll(async () => {
  app = await startTestApp();
  [nora, haruka] = await Promise.all([app.person("Nora Brandt"), app.person("大西はるか")]);
});

afterAll(() => app.close());

test("two people meet, become friends and write to each other live", async () => {
  const socket = await haruka.connect();
  const asked = await nora.call("POST", "/api/friends/requests", {
    userId: haruka.id,
    message: "Hello, shall we exchange languages?",
  });
  expect(asked.status).toBe(201);
  const request = asked.body["request"] as { id: string };
  const accepted = await haruka.call("POST", `/api/friends/requests/${request.id}/accept`);
  expect(accepted.status).toBe(200);
  const { id: conversationId } = accepted.body["conversation"] as { id: string };
  const heard = new Promise((resolve) => socket.once("conversation:changed", resolve));
  const other = await nora.connect();
  const sent = await other.timeout(5_000).emitWithAck("message:send", {
    conversationId,
    messages: [{ id: crypto.randomUUID(), kind: "text", body: "お疲れさま！", lang: "ja" }],
  });
  expect(sent.error).toBeUndefined();
  expect(sent).toMatchObject({ ok: true, results: [{ ok: true, seq: 1, duplicate: false }] });
  expect(await heard).toMatchObject({
    conversationId,
    messages: [{ seq: 1, body: "お疲れさま！" }],
  });
  socket.close();
  other.close();
});
