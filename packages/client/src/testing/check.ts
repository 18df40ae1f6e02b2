import { expect } from "vitest";
import { rangeAt } from "../sync/ranges.ts";
import type { ConversationState } from "../store/rows.ts";
import type { Reading, Store } from "../store/store.ts";
import {
  areBlocked,
  countUnread,
  seesReceipt,
  strip,
  viewOf,
  type ModelView,
} from "./model-data.ts";
import type { ModelServer } from "./model-server.ts";

/** Expects that a device holds exactly what a fresh fetch would bring, holes aside. */
export async function expectConverged(
  server: ModelServer,
  userId: string,
  store: Store,
): Promise<void> {
  const views = [...server.data.conversations.values()].flatMap(
    (conversation) => viewOf(conversation, userId) ?? [],
  );
  await store.read(async (tx) => {
    expect(await tx.get("meta", "sync")).toMatchObject({
      epoch: server.epoch,
      userVer: server.person(userId).ver,
    });
    const states = await tx.all("conversations");
    const ids = views.map(({ conversation }) => conversation.id);
    expect(states.map(({ id }) => id).sort()).toEqual(ids.sort());
    const changes = (await tx.all("changes")).sort((a, b) => a.ver - b.ver);
    expect(changes).toEqual(server.changesOf(userId));
    for (const view of views) await expectSameConversation(tx, view, { server, userId });
    await expectSamePeople(tx, { server, userId });
  });
}

/** Everybody with a row of their own here, and every partner, is shown as they are now. */
async function expectSamePeople(
  tx: Reading,
  { server, userId }: { server: ModelServer; userId: string },
): Promise<void> {
  const rows = (await tx.all("changes")).filter(({ kind, row }) => kind === "user" && row !== null);
  for (const { id } of rows) expect(await tx.get("people", id)).toEqual(server.person(id).user);
  for (const state of await tx.all("conversations")) {
    for (const id of Object.keys(state.members)) {
      const person = await tx.get("people", id);
      expect(person, `${id} is shown in ${state.id}`).toBeDefined();
      if (state.row?.kind === "direct" && !areBlocked(server.data, userId, id)) {
        expect(person).toEqual(server.person(id).user);
      }
    }
  }
}

async function expectSameConversation(
  tx: Reading,
  view: ModelView,
  { server, userId }: { server: ModelServer; userId: string },
): Promise<void> {
  const { conversation, messages, members, readSeq } = view;
  const { id } = conversation;
  const state = await tx.get("conversations", id);
  if (!state) throw new Error(`${id} is missing.`);
  const top = state.ranges.at(-1)?.[1] ?? 0;
  const { ver, seq } = view;
  expect({ ver: state.ver, seq: state.seq, top }).toEqual({ ver, seq, top: seq });
  expect(state.row).toMatchObject({ id, kind: conversation.kind, title: conversation.title });
  const held = Object.values(state.members).sort(
    (a, b) => a.ver - b.ver || (a.userId < b.userId ? -1 : 1),
  );
  expect(held).toEqual(members);
  for (const [from, to] of state.ranges) {
    const rows = await tx.messagesIn({ conversationId: id, from, to });
    expect(rows).toEqual(messages.slice(from - 1, to).map(strip));
  }
  await expectNoSecrets(tx, view, state);
  expect(state.readSeq).toBe(readSeq);
  expect(state.unread).toBe(countUnread(messages, userId, readSeq));
  const receipts = [...conversation.receipts]
    .filter(([who]) => seesReceipt(server.data, conversation, [userId, who]))
    .map(([who, { delivered, read }]) => [who, { userId: who, delivered, read }] as const)
    .filter(([, { delivered }]) => delivered > 0);
  const shown = Object.entries(state.receipts).filter(([, { delivered }]) => delivered > 0);
  expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(receipts));
}

/** A row in a hole may be old, but never the text of a deleted message, or one not to be seen. */
async function expectNoSecrets(
  tx: Reading,
  { conversation, messages, seq }: ModelView,
  state: ConversationState,
): Promise<void> {
  const beyond = Math.max(seq, conversation.seq) + 1000;
  for (const row of await tx.messagesIn({ conversationId: state.id, from: 1, to: beyond })) {
    if (rangeAt(state.ranges, row.seq)) continue;
    const current = messages.find(({ id }) => id === row.id);
    expect(current, `${row.id} may be seen`).toBeDefined();
    if (current?.deletedAt) expect(row.body).toBeNull();
  }
}
