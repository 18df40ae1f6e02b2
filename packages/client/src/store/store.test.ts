import "fake-indexeddb/auto";
import type { Message } from "@parley/protocol/messages";
import { describe, expect, test, vi } from "vitest";
import { createIndexedStore, StoreClosedError } from "./indexed-store.ts";
import { createMemoryStore } from "./memory-store.ts";
import type { OutboxRow } from "./rows.ts";
import type { Store } from "./store.ts";

let accounts = 0;

const kinds: [string, () => { store: Store; reopen: () => Store }][] = [
  [
    "memory",
    () => {
      const store = createMemoryStore();
      return { store, reopen: () => store };
    },
  ],
  [
    "IndexedDB",
    () => {
      const account = `account-${++accounts}`;
      return { store: createIndexedStore(account), reopen: () => createIndexedStore(account) };
    },
  ],
];

function message(seq: number, over: Partial<Message> = {}): Message {
  return {
    id: `m${seq}`,
    conversationId: "c",
    senderId: "s",
    seq,
    ver: seq,
    at: "2026-01-01T00:00:00.000Z",
    kind: "text",
    body: `body ${seq}`,
    lang: null,
    replyTo: null,
    editedAt: null,
    deletedAt: null,
    ...over,
  };
}

function queued(n: number): OutboxRow {
  return {
    n,
    conversationId: "c",
    messageId: `m${n}`,
    command: { kind: "delete" },
    queuedAt: 0,
    isAttempted: false,
    isReoffered: false,
    cuts: 0,
    failure: null,
  };
}

describe.each(kinds)("store contract: %s", (_name, create) => {
  test("a row put is read back by its key, replaced and removed", async () => {
    const { store } = create();
    await store.write((tx) => tx.put("drafts", { conversationId: "c", text: "hal" }));
    await store.write((tx) => tx.put("drafts", { conversationId: "c", text: "hallo" }));
    expect(await store.read((tx) => tx.get("drafts", "c"))).toEqual({
      conversationId: "c",
      text: "hallo",
    });
    await store.write((tx) => tx.remove("drafts", "c"));
    expect(await store.read((tx) => tx.get("drafts", "c"))).toBeUndefined();
  });

  test("messages are found by conversation and id, by seq and by span", async () => {
    const { store } = create();
    await store.write(async (tx) => {
      for (const seq of [5, 1, 3, 2, 4]) await tx.put("messages", message(seq));
      await tx.put("messages", message(1, { conversationId: "other", body: "elsewhere" }));
    });
    await store.read(async (tx) => {
      expect((await tx.get("messages", ["c", "m3"]))?.seq).toBe(3);
      expect((await tx.messageAt("c", 4))?.id).toBe("m4");
      expect(await tx.messageAt("c", 9)).toBeUndefined();
      const seqs = async (span: { from: number; to: number; limit?: number; fromEnd?: boolean }) =>
        (await tx.messagesIn({ conversationId: "c", ...span })).map(({ seq }) => seq);
      expect(await seqs({ from: 2, to: 4 })).toEqual([2, 3, 4]);
      expect(await seqs({ from: 1, to: 9, limit: 2 })).toEqual([1, 2]);
      expect(await seqs({ from: 1, to: 9, limit: 2, fromEnd: true })).toEqual([4, 5]);
      expect(await seqs({ from: 4, to: 3 })).toEqual([]);
    });
  });

  test("removing the messages of one conversation leaves the others", async () => {
    const { store } = create();
    await store.write(async (tx) => {
      await tx.put("messages", message(1));
      await tx.put("messages", message(1, { conversationId: "d" }));
    });
    await store.write((tx) => tx.removeMessages("c"));
    await store.read(async (tx) => {
      expect(await tx.messageAt("c", 1)).toBeUndefined();
      expect((await tx.messageAt("d", 1))?.conversationId).toBe("d");
      expect(await tx.all("messages")).toHaveLength(1);
    });
  });

  test("all rows come ascending by key, numbers as numbers", async () => {
    const { store } = create();
    await store.write(async (tx) => {
      for (const n of [10, 9, -1, 2]) await tx.put("outbox", queued(n));
    });
    const rows = await store.read((tx) => tx.all("outbox"));
    expect(rows.map(({ n }) => n)).toEqual([-1, 2, 9, 10]);
    await store.write((tx) => tx.clear("outbox"));
    expect(await store.read((tx) => tx.all("outbox"))).toEqual([]);
  });

  test("work that throws leaves nothing behind, index included", async () => {
    const { store } = create();
    await store.write((tx) => tx.put("messages", message(1)));
    const failing = store.write(async (tx) => {
      await tx.put("messages", message(1, { body: "changed" }));
      await tx.put("messages", message(2));
      await tx.remove("messages", ["c", "m1"]);
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    await store.read(async (tx) => {
      expect((await tx.messageAt("c", 1))?.body).toBe("body 1");
      expect(await tx.messageAt("c", 2)).toBeUndefined();
    });
  });

  test("writing transactions run one after another, and see what the one before kept", async () => {
    const { store } = create();
    const add = () =>
      store.write(async (tx) => {
        const row = await tx.get("drafts", "n");
        const count = Number(row?.text ?? 0);
        await tx.put("drafts", { conversationId: "n", text: String(count + 1) });
      }, "strict");
    await Promise.all(Array.from({ length: 20 }, add));
    expect((await store.read((tx) => tx.get("drafts", "n")))?.text).toBe("20");
  });

  test("invariant 16: what was written is there after reopening, and gone after a wipe", async () => {
    const { store, reopen } = create();
    await store.write((tx) => tx.put("outbox", queued(1)), "strict");
    await store.close();
    const again = reopen();
    expect(await again.read((tx) => tx.all("outbox"))).toHaveLength(1);
    await again.wipe();
    expect(await reopen().read((tx) => tx.all("outbox"))).toEqual([]);
  });
});

test("IndexedDB: work on a connection that the browser dropped is done once more on a new one", async () => {
  const store = createIndexedStore(`account-${++accounts}`);
  await store.write((tx) => tx.put("drafts", { conversationId: "c", text: "kept" }));
  const lost = vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementationOnce(() => {
    throw new DOMException("The database connection is closing.", "InvalidStateError");
  });
  expect((await store.read((tx) => tx.get("drafts", "c")))?.text).toBe("kept");
  expect(lost).toHaveBeenCalledTimes(2);
  lost.mockRestore();
});

test("IndexedDB: another tab that wipes the account is not held up, and a closed store says so", async () => {
  const account = `account-${++accounts}`;
  const [here, there] = [createIndexedStore(account), createIndexedStore(account)];
  await here.write((tx) => tx.put("drafts", { conversationId: "c", text: "secret" }));
  await there.wipe();
  expect(await here.read((tx) => tx.all("drafts"))).toEqual([]);
  await expect(there.probe()).rejects.toThrow(StoreClosedError);
});
