import { expect, test } from "vitest";
import { createLedger, FencedError } from "../ledger.ts";
import { createMemoryStore } from "../store/memory-store.ts";

test("invariants 10 and 16: a leader that was overtaken writes neither cursors nor commands", async () => {
  const store = createMemoryStore();
  const [old, young] = [createLedger(store), createLedger(store)];
  const put = (text: string) => ({ conversationId: "c", text });
  await old.takeFence();
  await old.writeAsLeader((tx) => tx.put("drafts", put("old")));
  await young.takeFence();
  await expect(old.writeAsLeader((tx) => tx.put("drafts", put("late")))).rejects.toThrow(
    FencedError,
  );
  await young.writeAsLeader((tx) => tx.put("drafts", put("young")));
  await old.write((tx) => tx.put("drafts", { conversationId: "d", text: "any tab may" }));
  expect(await store.read((tx) => tx.all("drafts"))).toMatchObject([
    { text: "young" },
    { text: "any tab may" },
  ]);
});
