import { expect } from "vitest";
import { rangeAt } from "../sync/ranges.ts";
import type { Store } from "../store/store.ts";
import { countUnread } from "./model-answers.ts";
import { strip, type ModelConversation, type ModelServer } from "./model-server.ts";

/** Expects that a device holds exactly what a fresh fetch would bring, holes aside. */
export async function expectConverged(
  server: ModelServer,
  userId: string,
  store: Store,
): Promise<void> {
  const mine = [...server.data.conversations.values()].filter(({ members }) =>
    members.includes(userId),
  );
  await store.read(async (tx) => {
    expect(await tx.get("meta", "sync")).toMatchObject({
      epoch: server.epoch,
      userVer: server.person(userId).ver,
    });
    const states = await tx.all("conversations");
    expect(states.map(({ id }) => id).sort()).toEqual(mine.map(({ id }) => id).sort());
    const changes = (await tx.all("changes")).sort((a, b) => a.ver - b.ver);
    const expected = [...server.person(userId).changes.values()].sort((a, b) => a.ver - b.ver);
    expect(changes).toEqual(expected);
    for (const person of await tx.all("people")) {
      expect(person).toEqual(server.person(person.id).user);
    }
  });
  for (const one of mine) await expectSameConversation(server, userId, { one, store });
}

async function expectSameConversation(
  server: ModelServer,
  userId: string,
  { one, store }: { one: ModelConversation; store: Store },
): Promise<void> {
  const all = [...one.messages.values()].sort((a, b) => a.seq - b.seq);
  await store.read(async (tx) => {
    const state = await tx.get("conversations", one.id);
    if (!state) throw new Error(`${one.id} is missing.`);
    const top = state.ranges.at(-1)?.[1] ?? 0;
    expect({ ver: state.ver, seq: state.seq, top }).toEqual({
      ver: one.ver,
      seq: one.seq,
      top: one.seq,
    });
    expect(Object.keys(state.members).sort()).toEqual([...one.members].sort());
    for (const [from, to] of state.ranges) {
      const held = await tx.messagesIn({ conversationId: one.id, from, to });
      expect(held).toEqual(all.slice(from - 1, to).map(strip));
    }
    for (const row of await tx.messagesIn({ conversationId: one.id, from: 1, to: one.seq })) {
      if (rangeAt(state.ranges, row.seq)) continue;
      const current = one.messages.get(row.id);
      expect(current).toBeDefined();
      // A row in a hole may be old, but never the text of a deleted message.
      if (current?.deletedAt) expect(row.body).toBeNull();
    }
    const { read } = one.receipts.get(userId) ?? { read: 0 };
    expect(state.readSeq).toBe(read);
    expect(state.unread).toBe(countUnread(all, userId, read));
    const receipts = [...one.receipts]
      .filter(([who, { delivered }]) => server.seesReceipt(userId, who) && delivered > 0)
      .map(([who, { delivered, read: seq }]) => [who, { userId: who, delivered, read: seq }]);
    const shown = Object.entries(state.receipts).filter(([, { delivered }]) => delivered > 0);
    expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(receipts));
  });
}
