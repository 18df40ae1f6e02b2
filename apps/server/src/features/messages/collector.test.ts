import { describe, expect, test } from "vitest";
import { createCollector } from "./collector.ts";
import type { Draft, Outcome } from "./collector.ts";

interface Run {
  drafts: readonly Draft[];
  finish(): void;
  fail(error: Error): void;
}

/** A collector whose transactions end when the test says so. */
function startCollector() {
  const runs: Run[] = [];
  const poisoned: string[] = [];
  let seq = 0;
  const collector = createCollector({
    store(drafts) {
      const { promise, resolve, reject } = Promise.withResolvers<Outcome[]>();
      runs.push({
        drafts,
        finish: () => resolve(drafts.map(() => sent((seq += 1)))),
        fail: reject,
      });
      return promise;
    },
    isAway: (error) => String(error).includes("away"),
    isTimeout: (error) => String(error).includes("timeout"),
    onPoisoned: (_error, { message }) => poisoned.push(message.id),
  });
  const send = (conversationId: string, ...ids: string[]) =>
    collector.send({
      senderId: "nora",
      conversationId,
      messages: ids.map((id) => ({ id, kind: "text", body: id })),
    });
  /** Both transactions are in flight from here on. */
  const fillBoth = async () => {
    void send("x", "0");
    await settle();
    void send("y", "0");
    await settle();
  };
  return { collector, runs, poisoned, send, fillBoth };
}

function sent(seq: number): Outcome {
  return { outcome: "sent", seq, ver: seq, at: new Date(0) };
}

function idsOf(run: Run | undefined): string[] {
  return run?.drafts.map(({ message }) => message.id) ?? [];
}

/** Lets everything that follows from a promise happen: what it starts, it starts one turn later. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe("the collector", () => {
  test("what arrives in one turn goes into one transaction", async () => {
    const { runs, send } = startCollector();
    const answers = [send("a", "1"), send("b", "2"), send("a", "3")];
    await settle();
    expect(runs.map(idsOf)).toEqual([["1", "3", "2"]]);
    runs[0]?.finish();
    const outcomes = await Promise.all(answers);
    expect(outcomes.flat().map(({ outcome }) => outcome)).toEqual(Array(3).fill("sent"));
  });

  test("an idle one commits at once, a busy one batches what waits", async () => {
    const { runs, send } = startCollector();
    const answers = [send("a", "1")];
    await settle();
    answers.push(send("b", "2"));
    await settle();
    answers.push(send("c", "3"));
    await settle();
    answers.push(send("d", "4"));
    await settle();
    expect(runs.map(idsOf)).toEqual([["1"], ["2"]]);
    runs[0]?.finish();
    await settle();
    expect(runs.map(idsOf)).toEqual([["1"], ["2"], ["3", "4"]]);
    runs[1]?.finish();
    runs[2]?.finish();
    const outcomes = await Promise.all(answers);
    expect(outcomes.flat().map(({ outcome }) => outcome)).toEqual(Array(4).fill("sent"));
  });

  test("invariant 4: a conversation is never in two batches in flight, and keeps its order", async () => {
    const { runs, send } = startCollector();
    void send("a", "1");
    await settle();
    void send("a", "2");
    void send("a", "3", "4");
    void send("b", "5");
    await settle();
    expect(runs.map(idsOf)).toEqual([["1"], ["5"]]);
    runs[1]?.finish();
    await settle();
    expect(runs).toHaveLength(2);
    runs[0]?.finish();
    await settle();
    expect(runs.map(idsOf)).toEqual([["1"], ["5"], ["2", "3", "4"]]);
  });

  test("invariant 4: nothing of a conversation overtakes it while its batch is retried", async () => {
    const { runs, send } = startCollector();
    void send("a", "1");
    await settle();
    void send("a", "2");
    runs[0]?.fail(new Error("broken"));
    await settle();
    expect(runs.map(idsOf)).toEqual([["1"], ["1"]]);
    runs[1]?.finish();
    await settle();
    expect(runs.map(idsOf)).toEqual([["1"], ["1"], ["2"]]);
  });

  test("a batch has at most 256 messages and whole commands", async () => {
    const { runs, send, fillBoth } = startCollector();
    await fillBoth();
    const ids = Array.from({ length: 20 }, (_, index) => String(index));
    for (let command = 0; command < 14; command += 1) void send("a", ...ids);
    runs[0]?.finish();
    await settle();
    expect(idsOf(runs[2])).toHaveLength(240);
    runs[2]?.finish();
    await settle();
    expect(idsOf(runs[3])).toHaveLength(40);
  });

  test("a poisoned message does not fail the others", async () => {
    const { runs, poisoned, send, fillBoth } = startCollector();
    await fillBoth();
    const answers = [send("a", "1"), send("b", "2", "3")];
    runs[0]?.finish();
    await settle();
    runs[2]?.fail(new Error("broken"));
    await settle();
    runs[3]?.finish();
    await settle();
    runs[4]?.fail(new Error("broken"));
    await settle();
    runs[5]?.finish();
    const [first, second] = await Promise.all(answers);
    expect(runs.slice(2).map(idsOf)).toEqual([["1", "2", "3"], ["1"], ["2"], ["3"]]);
    expect(first?.map(({ outcome }) => outcome)).toEqual(["sent"]);
    expect(second?.map(({ outcome }) => outcome)).toEqual(["failed", "sent"]);
    expect(poisoned).toEqual(["2"]);
  });

  test("while the database is away all are told BUSY at once", async () => {
    const { runs, send } = startCollector();
    const answer = send("a", "1", "2");
    await settle();
    runs[0]?.fail(new Error("away"));
    await expect(answer).rejects.toMatchObject({ code: "BUSY", details: { retryAfterMs: 1_000 } });
    expect(runs).toHaveLength(1);
  });

  test("a conversation somebody else holds is told BUSY, and the rest of its batch goes on", async () => {
    const { runs, send, fillBoth } = startCollector();
    await fillBoth();
    const [held, behind, free] = [send("a", "1"), send("a", "2"), send("b", "3")];
    runs[0]?.finish();
    await settle();
    runs[2]?.fail(new Error("timeout"));
    await settle();
    runs[3]?.fail(new Error("timeout"));
    await expect(held).rejects.toMatchObject({ code: "BUSY" });
    await expect(behind).rejects.toMatchObject({ code: "BUSY" });
    await settle();
    runs[4]?.finish();
    expect((await free)?.[0]?.outcome).toBe("sent");
  });

  test("a queue that is too long takes nothing more", async () => {
    const { send } = startCollector();
    const ids = Array.from({ length: 20 }, (_, index) => String(index));
    for (let command = 0; command < 500; command += 1) void send("a", ...ids);
    await expect(send("b", "1")).rejects.toMatchObject({ code: "BUSY" });
  });

  test("closing waits for what is queued and takes nothing more", async () => {
    const { collector, runs, send } = startCollector();
    const answers = [send("a", "1")];
    await settle();
    answers.push(send("a", "2"));
    let isClosed = false;
    const closing = collector.close().then(() => (isClosed = true));
    await expect(send("a", "3")).rejects.toMatchObject({ code: "BUSY" });
    runs[0]?.finish();
    await settle();
    expect(isClosed).toBe(false);
    runs[1]?.finish();
    await Promise.all(answers);
    await closing;
  });
});
