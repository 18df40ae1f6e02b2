import type { HistoryPage, HistoryQuery, Message } from "@parley/protocol/messages";
import type { SyncAnswer, SyncEntry, SyncRequest } from "@parley/protocol/sync";
import {
  strip,
  toMember,
  toRow,
  type ModelConversation,
  type ModelPerson,
  type ModelServer,
} from "./model-server.ts";

/** `POST /api/sync`. */
export function answerSync(server: ModelServer, userId: string, request: SyncRequest): SyncAnswer {
  const isSame = request.epoch === server.epoch;
  const listed = new Map(request.conversations.map((cursor) => [cursor[0], cursor]));
  const mine = [...server.data.conversations.values()].filter(({ members }) =>
    members.includes(userId),
  );
  const gone = [...listed.keys()].filter((id) => !mine.some((one) => one.id === id));
  const due = mine
    .filter((one) => isDue(one, request, isSame ? listed.get(one.id) : undefined))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const from = request.next ? due.findIndex(({ id }) => id > String(request.next)) : 0;
  const rest = from < 0 ? [] : due.slice(from);
  const part = rest.slice(0, server.limits.answerEntries);
  const hasNext = rest.length > part.length;
  const entries = part.map((one) =>
    createEntry(server, one, { userId, cursor: isSame ? listed.get(one.id) : undefined }),
  );
  const people = new Set(part.flatMap(({ members }) => members));
  return {
    epoch: server.epoch,
    now: server.time(),
    users: [...people].map((id) => server.person(id).user),
    user: createPersonPart(server, server.person(userId), isSame ? request.userVer : 0),
    conversations: [...gone.map(createGone), ...entries],
    ...(hasNext && { next: part.at(-1)?.id ?? null }),
  };
}

function isDue(
  conversation: ModelConversation,
  request: SyncRequest,
  cursor: SyncRequest["conversations"][number] | undefined,
): boolean {
  if (cursor) return cursor[1] !== conversation.ver || cursor[2] !== conversation.receiptVer;
  if (request.only) return request.conversations.some(([id]) => id === conversation.id);
  if (!request.range) return true;
  return conversation.id > request.range[0] && conversation.id <= request.range[1];
}

function createPersonPart(server: ModelServer, person: ModelPerson, since: number) {
  const from = since > person.ver ? 0 : since;
  const all = [...person.changes.values()]
    .filter(({ ver }) => ver > from)
    .sort((a, b) => a.ver - b.ver);
  const changes = all.slice(0, server.limits.pageRows);
  const more = changes.length < all.length;
  return { ver: more ? (changes.at(-1)?.ver ?? 0) : person.ver, changes, more };
}

function createGone(id: string): SyncEntry {
  const empty = { receipts: [], messages: [], reactions: [], members: [] };
  const counters = { ver: 0, receiptVer: 0, seq: 0, unread: 0, readSeq: 0 };
  return { id, mode: "gone", more: false, ...counters, ...empty };
}

function createEntry(
  server: ModelServer,
  one: ModelConversation,
  { userId, cursor }: { userId: string; cursor: SyncRequest["conversations"][number] | undefined },
): SyncEntry {
  const since = cursor?.[1] ?? 0;
  const all = [...one.messages.values()];
  const changed = all.filter(({ ver }) => ver > since).sort((a, b) => a.ver - b.ver);
  const isHead = !cursor || since > one.ver || changed.length > server.limits.headRows;
  const newest = all.sort((a, b) => a.seq - b.seq).slice(-server.limits.headMessages);
  const page = changed.slice(0, server.limits.pageRows);
  const more = !isHead && page.length < changed.length;
  const receiptVer = cursor?.[2] ?? -1;
  const receiptsAll = isHead || receiptVer < one.visVer;
  const readSeq = one.receipts.get(userId)?.read ?? 0;
  return {
    id: one.id,
    mode: isHead ? "head" : "delta",
    ver: more ? (page.at(-1)?.ver ?? since) : one.ver,
    receiptVer: one.receiptVer,
    seq: one.seq,
    readSeq,
    unread: countUnread(all, userId, readSeq),
    more,
    ...((isHead || since < 1) && { conversation: toRow(one) }),
    receipts: [...one.receipts]
      .filter(
        ([who, { ver }]) => (receiptsAll || ver > receiptVer) && server.seesReceipt(userId, who),
      )
      .map(([who, { delivered, read }]) => ({ userId: who, delivered, read })),
    receiptsAll,
    messages: (isHead ? newest : page).map(strip),
    reactions: [],
    members: isHead || since < 1 ? one.members.map(toMember) : [],
  };
}

/** Unread by its definition. */
export function countUnread(messages: readonly Message[], userId: string, readSeq: number): number {
  return messages.filter(
    ({ seq, senderId, deletedAt }) => seq > readSeq && senderId !== userId && deletedAt === null,
  ).length;
}

/** `GET /api/conversations/:id/messages`; null where there is nothing for this person. */
export function answerHistory(
  server: ModelServer,
  userId: string,
  asked: { conversationId: string; query: HistoryQuery },
): HistoryPage | null {
  const one = server.memberOf(userId, asked.conversationId);
  if (!one) return null;
  const all = [...one.messages.values()].sort((a, b) => a.seq - b.seq);
  const { before, after, around } = asked.query;
  const most = server.limits.historyRows;
  let items = all.slice(-most);
  if (before !== undefined) items = all.filter(({ seq }) => seq < before).slice(-most);
  if (after !== undefined) items = all.filter(({ seq }) => seq > after).slice(0, most);
  if (around !== undefined) {
    const first = Math.max(0, around - 1 - Math.floor(most / 2));
    items = all.slice(first, first + most);
  }
  const [first, last] = [items.at(0), items.at(-1)];
  return {
    epoch: server.epoch,
    items: items.map(strip),
    reactions: [],
    users: one.members.map((id) => server.person(id).user),
    ver: one.ver,
    before: first && first.seq > 1 ? first.seq : null,
    after: last && last.seq < one.seq ? last.seq : null,
  };
}
