import { expect, test } from "vitest";
import { NO_FAULTS } from "../testing/model-network.ts";
import { ANA, BEN } from "../testing/people.ts";
import { createPair, type Device } from "../testing/world.ts";

type Pair = ReturnType<typeof createPair>;

function text(body: string) {
  return { body, lang: null };
}

function bodiesOf({ server, conversationId }: Pair): (string | null)[] {
  const messages = [...(server.data.conversations.get(conversationId)?.messages.values() ?? [])];
  return messages.sort((a, b) => a.seq - b.seq).map(({ body }) => body);
}

function sizesOf({ network }: Pair): number[] {
  return network.seen
    .filter(({ name }) => name === "message:send")
    .map(({ payload }) => (payload as { messages: unknown[] }).messages.length);
}

async function rowsOf({ conversationId, clock }: Pair, { client }: Device) {
  const window = client.openConversation(conversationId);
  await clock.advance(0);
  const { rows } = window.view.get();
  window.close();
  return rows;
}

/** A device that is live, and one that has lost the network. */
async function createDevices(seed = 1) {
  const pair = createPair({ seed });
  const device = pair.join(ANA);
  await pair.clock.advance(1_000);
  return { pair, device };
}

test("invariant 4: messages of one device keep their order over a bad network", async () => {
  for (let seed = 1; seed <= 25; seed += 1) {
    const { pair, device } = await createDevices(seed);
    const { clock, network, random, conversationId } = pair;
    network.faults = { ...NO_FAULTS, loseRequest: 0.2, loseAnswer: 0.2, mostDelayMs: 2_000 };
    network.faults.doubleRequest = 0.2;
    const written: string[] = [];
    for (let n = 0; n < 30; n += 1) {
      written.push(`${n}`);
      await device.client.send(conversationId, text(`${n}`));
      await clock.advance(random() * 700);
      if (random() < 0.1) device.transport.cut();
    }
    network.faults = NO_FAULTS;
    await clock.advance(200_000);
    expect(bodiesOf(pair), `seed ${seed}`).toEqual(written);
    expect(device.client.hasUnsent()).toBe(false);
  }
});

test("invariant 16: what was written offline survives a crash and goes out once, in order", async () => {
  const { pair, device } = await createDevices();
  const { clock, conversationId, join } = pair;
  device.transport.setReachable(false);
  for (const body of ["one", "two", "three"]) await device.client.send(conversationId, text(body));
  expect(await rowsOf(pair, device)).toMatchObject(
    ["one", "two", "three"].map((body) => ({ body, seq: null, delivery: { state: "queued" } })),
  );
  await device.client.close();
  const again = join(ANA, device.store);
  await again.client.ready;
  expect(again.client.hasUnsent()).toBe(true);
  await clock.advance(2_000);
  expect(bodiesOf(pair)).toEqual(["one", "two", "three"]);
  expect(sizesOf(pair)).toEqual([3]);
});

test("invariant 16: a crash between commit and answer leaves one message", async () => {
  const { pair, device } = await createDevices();
  const { clock, network, conversationId, join } = pair;
  network.faults = { ...NO_FAULTS, loseAnswer: 1 };
  await device.client.send(conversationId, text("once"));
  await clock.advance(100);
  await device.client.close();
  network.faults = NO_FAULTS;
  const again = join(ANA, device.store);
  await clock.advance(3_000);
  expect(bodiesOf(pair)).toEqual(["once"]);
  expect(sizesOf(pair)).toEqual([1, 1]);
  expect(again.client.hasUnsent()).toBe(false);
});

test("a command carries at most 20 messages and 48 KB, and after two cuts a single one", async () => {
  const { pair, device } = await createDevices();
  const { clock, network, conversationId } = pair;
  device.transport.setReachable(false);
  for (let n = 0; n < 25; n += 1) await device.client.send(conversationId, text(`${n}`));
  for (let n = 0; n < 8; n += 1) {
    await device.client.send(conversationId, text("x".repeat(7_900)));
  }
  device.transport.setReachable(true);
  await clock.advance(60_000);
  expect(sizesOf(pair)).toEqual([20, 11, 2]);

  network.seen.length = 0;
  let cuts = 0;
  network.refuse = ({ name }) => {
    if (name === "message:send" && cuts < 2) {
      cuts += 1;
      device.transport.cut();
    }
    return null;
  };
  device.transport.setReachable(false);
  for (const body of ["a", "b"]) await device.client.send(conversationId, text(body));
  device.transport.setReachable(true);
  await clock.advance(180_000);
  expect(sizesOf(pair)).toEqual([2, 2, 1, 1]);
});

test("what passes is retried without end, and waits as long as it is told to", async () => {
  const { pair, device } = await createDevices();
  const { clock, network, conversationId } = pair;
  const codes = ["BUSY", "RATE_LIMITED", "INTERNAL", "BUSY"];
  network.refuse = ({ name }) => (name === "message:send" ? (codes.pop() ?? null) : null);
  await device.client.send(conversationId, text("patient"));
  await clock.advance(120_000);
  expect(bodiesOf(pair)).toEqual(["patient"]);
});

test("a final refusal fails that message alone; it can be sent again or dropped", async () => {
  const { pair, device } = await createDevices();
  const { clock, server, conversationId } = pair;
  server.unfriend(ANA, BEN);
  await clock.advance(10);
  expect(device.client.conversation(conversationId).get()).toMatchObject({ isWritable: false });
  const id = await device.client.send(conversationId, text("refused"));
  const other = await device.client.send(conversationId, text("dropped"));
  await clock.advance(2_000);
  const failed = { state: "failed", failure: { code: "CANNOT_WRITE" } };
  expect(await rowsOf(pair, device)).toMatchObject([{ delivery: failed }, { delivery: failed }]);
  expect(device.client.conversation(conversationId).get()).toMatchObject({ hasFailed: true });
  server.befriend(ANA, BEN);
  await device.client.retry(conversationId, id);
  await device.client.discard(conversationId, other);
  await clock.advance(2_000);
  expect(bodiesOf(pair)).toEqual(["refused"]);
  expect(device.client.hasUnsent()).toBe(false);
});

test("a message never attempted is rewritten or dropped; one that was is followed by a command", async () => {
  const { pair, device } = await createDevices();
  const { clock, network, conversationId } = pair;
  const { client } = device;
  device.transport.setReachable(false);
  const kept = await client.send(conversationId, text("first"));
  const dropped = await client.send(conversationId, text("second"));
  await client.edit(conversationId, kept, text("first, edited"));
  await client.remove(conversationId, dropped);
  device.transport.setReachable(true);
  await clock.advance(60_000);
  expect(bodiesOf(pair)).toEqual(["first, edited"]);
  expect(network.seen.map(({ name }) => name).filter((name) => name === "message:edit")).toEqual(
    [],
  );

  network.faults = { ...NO_FAULTS, loseAnswer: 1 };
  const attempted = await client.send(conversationId, text("third"));
  await clock.advance(10);
  await client.edit(conversationId, attempted, text("third, edited"));
  expect(await rowsOf(pair, device)).toContainEqual(
    expect.objectContaining({ id: attempted, body: "third, edited", pending: "edit" }),
  );
  network.faults = NO_FAULTS;
  await clock.advance(60_000);
  expect(bodiesOf(pair)).toEqual(["first, edited", "third, edited"]);
  expect((await rowsOf(pair, device)).at(-1)).toMatchObject({ isEdited: true, pending: null });
});

test("an edit that another device came before is refused with its text, and can be put on top", async () => {
  const { pair, device } = await createDevices();
  const { clock, conversationId, join } = pair;
  const id = await device.client.send(conversationId, text("draft"));
  const second = join(ANA);
  await clock.advance(2_000);
  device.transport.setReachable(false);
  await device.client.edit(conversationId, id, text("mine"));
  await second.client.edit(conversationId, id, text("theirs"));
  await clock.advance(1_000);
  device.transport.setReachable(true);
  await clock.advance(60_000);
  expect(await rowsOf(pair, device)).toMatchObject([
    { body: "theirs", failedChange: { code: "CONFLICT" } },
  ]);
  await device.client.retry(conversationId, id);
  await clock.advance(2_000);
  expect(bodiesOf(pair)).toEqual(["mine"]);
});

test("what waited for more than a day is not sent before its writer says so", async () => {
  const { pair, device } = await createDevices();
  const { clock, conversationId } = pair;
  device.transport.setReachable(false);
  const id = await device.client.send(conversationId, text("yesterday"));
  await clock.advance(25 * 3_600_000);
  device.transport.setReachable(true);
  await clock.advance(120_000);
  expect(bodiesOf(pair)).toEqual([]);
  expect(await rowsOf(pair, device)).toMatchObject([
    { delivery: { state: "failed", failure: { code: "WAITED_TOO_LONG" } } },
  ]);
  await device.client.retry(conversationId, id);
  await clock.advance(1_000);
  expect(bodiesOf(pair)).toEqual(["yesterday"]);
});

test("invariant 19: after a restore what was acknowledged lately comes back once, in its latest form", async () => {
  const { pair, device } = await createDevices();
  const { clock, server, conversationId } = pair;
  const { client } = device;
  const old = await client.send(conversationId, text("before the backup"));
  await clock.advance(1_000);
  const backup = server.snapshot();
  const lost = await client.send(conversationId, text("lost"));
  const removed = await client.send(conversationId, text("removed"));
  await clock.advance(1_000);
  await client.edit(conversationId, lost, text("lost, edited"));
  await client.edit(conversationId, old, text("before, edited"));
  await client.remove(conversationId, removed);
  await clock.advance(1_000);
  server.restore(backup, "epoch-2");
  device.transport.cut();
  await client.send(conversationId, text("new"));
  await clock.advance(60_000);
  expect(bodiesOf(pair)).toEqual(["before, edited", "lost, edited", "new"]);
  expect(await rowsOf(pair, device)).toMatchObject([
    { body: "before, edited", seq: 1 },
    { body: "lost, edited", seq: 2 },
    { body: "new", seq: 3 },
  ]);
});

test("texts that can never be sent are refused at once", async () => {
  const { pair, device } = await createDevices();
  for (const body of ["", "  \n", "a\0b", "\ud800", "x".repeat(8_001)]) {
    await expect(device.client.send(pair.conversationId, text(body))).rejects.toThrow(RangeError);
  }
});
