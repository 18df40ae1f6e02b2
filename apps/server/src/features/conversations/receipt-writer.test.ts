import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createReceiptWriter } from "./receipt-writer.ts";
import type { Cursors } from "./receipt-writer.ts";

const KEY = { conversationId: "a", userId: "nora" };

function startWriter() {
  const written: Cursors[] = [];
  const writer = createReceiptWriter(
    async (_key, cursors) => {
      written.push(cursors);
      return cursors;
    },
    { now: () => new Date() },
  );
  return { writer, written };
}

describe("writing receipts", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test("at most one write a second: the first at once, the others merged and never dropped", async () => {
    const { writer, written } = startWriter();
    await writer.advance(KEY, { delivered: 1, read: 0 });
    const later = [
      writer.advance(KEY, { delivered: 5, read: 2 }),
      writer.advance(KEY, { delivered: 3, read: 3 }),
    ];
    await vi.advanceTimersByTimeAsync(999);
    expect(written).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(await Promise.all(later)).toEqual([
      { delivered: 5, read: 3 },
      { delivered: 5, read: 3 },
    ]);
    expect(written).toEqual([
      { delivered: 1, read: 0 },
      { delivered: 5, read: 3 },
    ]);
  });

  test("another member or conversation does not wait", async () => {
    const { writer, written } = startWriter();
    await writer.advance(KEY, { delivered: 1, read: 1 });
    await writer.advance({ ...KEY, userId: "haruka" }, { delivered: 1, read: 1 });
    await writer.advance({ ...KEY, conversationId: "b" }, { delivered: 1, read: 1 });
    expect(written).toHaveLength(3);
  });

  test("closing writes at once what waits", async () => {
    const { writer, written } = startWriter();
    await writer.advance(KEY, { delivered: 1, read: 1 });
    const later = writer.advance(KEY, { delivered: 2, read: 2 });
    await writer.close();
    await later;
    expect(written).toHaveLength(2);
  });

  test("a write that fails is told to those who wait for it, and the next one goes", async () => {
    let isFailing = true;
    const writer = createReceiptWriter(
      async (_key, cursors) => {
        if (isFailing) throw new Error("gone");
        return cursors;
      },
      { now: () => new Date() },
    );
    await expect(writer.advance(KEY, { delivered: 1, read: 1 })).rejects.toThrow("gone");
    isFailing = false;
    const next = writer.advance(KEY, { delivered: 1, read: 1 });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await next).toEqual({ delivered: 1, read: 1 });
  });
});
