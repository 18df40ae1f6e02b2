import { MOST_LISTED } from "@parley/protocol/sync";
import { expect, test } from "vitest";
import { createMemoryStore } from "../store/memory-store.ts";
import { createState } from "./conversation-state.ts";
import { prepareRequest } from "./requests.ts";

const FRESH = { open: null, next: null };

function idOf(n: number): string {
  return `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
}

test("more conversations than one request takes go out in ranges that meet", async () => {
  const store = createMemoryStore();
  await store.write(async (tx) => {
    for (let n = 1; n <= MOST_LISTED + 500; n += 1) {
      await tx.put("conversations", createState(idOf(n), n));
    }
  });
  const first = await store.read((tx) => prepareRequest(tx, { kind: "all", after: "" }, FRESH));
  expect(first.request.conversations).toHaveLength(MOST_LISTED);
  expect(first.request.range).toEqual(["", idOf(MOST_LISTED)]);
  const after = first.nextAfter ?? "";
  const second = await store.read((tx) => prepareRequest(tx, { kind: "all", after }, FRESH));
  expect(second.request.conversations.map(([id]) => id)).toEqual(
    Array.from({ length: 500 }, (_, index) => idOf(MOST_LISTED + 1 + index)),
  );
  expect(second.request.range).toEqual([idOf(MOST_LISTED), "~"]);
  expect(second.nextAfter).toBeNull();
});

test("a few conversations are listed whole, and one whose unread is unknown is asked for in any case", async () => {
  const store = createMemoryStore();
  const stale = { ...createState(idOf(1), 1), ver: 7, receiptVer: 3, isUnreadStale: true };
  await store.write((tx) => tx.put("conversations", stale));
  const all = await store.read((tx) => prepareRequest(tx, { kind: "all", after: "" }, FRESH));
  expect(all.request).toEqual({ epoch: null, userVer: 0, conversations: [[idOf(1), 7, -1]] });
  const scope = { kind: "only", conversationId: idOf(2) } as const;
  const only = await store.read((tx) => prepareRequest(tx, scope, FRESH));
  expect(only.request).toMatchObject({ only: true, conversations: [[idOf(2), 0, 0]] });
});
