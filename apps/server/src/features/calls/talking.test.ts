import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { newId } from "#kernel/ids";
import { befriendPeople, openDevice } from "#testing/call-party";
import type { CallDevice } from "#testing/call-party";
import { startTestApp } from "#testing/test-app";
import type { TestApp } from "#testing/test-app";
import type { TestPerson } from "#testing/test-person";

let app: TestApp;
let nora: TestPerson;
let haruka: TestPerson;
let conversationId: string;
const open: CallDevice[] = [];

beforeAll(async () => {
  app = await startTestApp();
  [nora, haruka] = await Promise.all([app.person("Nora"), app.person("Haruka")]);
  conversationId = await befriendPeople(nora, haruka);
});
afterAll(async () => app.close());
afterEach(() => {
  for (const { socket } of open.splice(0)) socket.close();
});

async function device(person: TestPerson, name: string): Promise<CallDevice> {
  const opened = await openDevice(person, name);
  open.push(opened);
  return opened;
}

test("CALL-1: two people ring, accept, signal and hang up over real sockets", async () => {
  const [a, b] = [await device(nora, "laptop"), await device(haruka, "phone")];
  const callId = newId();
  const ringing = await a.do("call:initiate", { callId, conversationId, media: "video" });
  expect(ringing).toMatchObject({ id: callId, state: "ringing", version: 1, startedBy: nora.id });
  expect((await b.hear("call:ring")).call).toEqual(ringing);

  const active = await b.do("call:accept", { callId });
  expect(active).toMatchObject({ state: "active", reason: null, version: 2, ringUntil: null });
  const [ofA, ofB] = [await a.hear("call:grant"), await b.hear("call:grant")];
  expect(ofA.epoch).toBe(1);
  expect(ofB.joinId > ofA.joinId).toBe(true);
  expect(b.heard("call:stop")).toEqual([]);

  const offer = { type: "offer", sdp: "v=0" } as const;
  const envelope = { callId, epoch: 1, seq: 1 };
  await b.do("call:signal", { ...envelope, to: ofA.joinId, description: offer });
  expect(await a.hear("call:signal")).toEqual({
    ...envelope,
    from: ofB.joinId,
    to: ofA.joinId,
    description: offer,
  });
  await a.do("call:signal-ack", { ...envelope, from: ofB.joinId });
  expect(await b.hear("call:signal-ack")).toEqual({
    ...envelope,
    from: ofA.joinId,
    to: ofB.joinId,
  });

  const ended = await a.do("call:end", { callId });
  expect(ended).toMatchObject({ state: "ended", reason: "completed", version: 3 });
  expect(await b.hear("call:ended")).toMatchObject({ callId, reason: "completed" });
  const path = `/api/conversations/${conversationId}/messages`;
  const items = (await haruka.call("GET", path)).body["items"] as { id: string }[];
  expect(items.filter(({ id }) => id === callId)).toMatchObject([
    {
      kind: "call",
      senderId: nora.id,
      body: null,
      call: { id: callId, media: "video", reason: "completed", seconds: 0 },
    },
  ]);
});
