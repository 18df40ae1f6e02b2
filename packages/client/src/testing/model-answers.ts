import type { HistoryPage, HistoryQuery } from "@parley/protocol/messages";
import type { User } from "@parley/protocol/profiles";
import type { SyncAnswer, SyncEntry, SyncRequest } from "@parley/protocol/sync";
import { countUnread, seesReceipt, strip, toRow, viewOf, type ModelView } from "./model-data.ts";
import type { ModelServer } from "./model-server.ts";

type Cursor = SyncRequest["conversations"][number];

/** `POST /api/sync`. */
export function answerSync(server: ModelServer, userId: string, request: SyncRequest): SyncAnswer {
  const isSame = request.epoch === server.epoch;
  const listed = new Map(request.conversations.map((cursor) => [cursor[0], cursor]));
  const views = [...server.data.conversations.values()].flatMap(
    (conversation) => viewOf(conversation, userId) ?? [],
  );
  const known = new Set(views.map(({ conversation }) => conversation.id));
  const gone = [...listed.keys()].filter((id) => !known.has(id));
  const due = views
    .filter((view) => isDue(view, request, { isSame, held: listed.get(view.conversation.id) }))
    .sort((a, b) => comparePlace(placeOf(a, request), placeOf(b, request)));
  const part = due.slice(0, server.limits.answerEntries);
  const entries = part.map((view) =>
    createEntry(server, view, {
      userId,
      held: isSame ? listed.get(view.conversation.id) : undefined,
    }),
  );
  const last = part.at(-1);
  return {
    epoch: server.epoch,
    now: server.time(),
    users: peopleIn(server, entries),
    user: createPersonPart(server, userId, isSame ? request.userVer : 0),
    conversations: [...gone.map(createGone), ...entries],
    next: last && part.length < due.length ? nextPlace(part, request) : null,
  };
}

/** The open conversation first, then by recent activity. */
function placeOf(view: ModelView, { open, next }: SyncRequest): [number, string] {
  const isFirst = view.conversation.id === open && !next;
  return [isFirst ? Number.POSITIVE_INFINITY : Date.parse(view.at), view.conversation.id];
}

function comparePlace(a: readonly [number, string], b: readonly [number, string]): number {
  if (a[0] !== b[0]) return a[0] > b[0] ? -1 : 1;
  return a[1] < b[1] ? -1 : 1;
}

/** Where to go on: after the last that was answered in its turn; the open one came before. */
function nextPlace(part: readonly ModelView[], { open, next }: SyncRequest): string {
  const last = part.findLast(({ conversation }) => Boolean(next) || conversation.id !== open);
  if (!last) return next ?? JSON.stringify([8_640_000_000_000_000, ""]);
  return JSON.stringify([Date.parse(last.at), last.conversation.id]);
}

function isDue(
  view: ModelView,
  { only, range, next }: SyncRequest,
  { isSame, held }: { isSame: boolean; held: Cursor | undefined },
): boolean {
  const { id } = view.conversation;
  if (!held && only) return false;
  if (!held && range && !(id > range[0] && id <= range[1])) return false;
  if (next && comparePlace([Date.parse(view.at), id], JSON.parse(next)) <= 0) return false;
  if (!held || !isSame || held[1] !== view.ver) return true;
  return view.hasLeft ? held[2] < view.receiptVer : held[2] !== view.receiptVer;
}

function createPersonPart(server: ModelServer, userId: string, since: number) {
  const person = server.person(userId);
  const from = since > person.ver ? 0 : since;
  const all = server.changesOf(userId).filter(({ ver }) => ver > from);
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
  view: ModelView,
  { userId, held }: { userId: string; held: Cursor | undefined },
): SyncEntry {
  const { conversation, hasLeft } = view;
  const { headRows, headMessages } = server.limits;
  const since = held?.[1] ?? 0;
  const changed = changedSince(view, since);
  const isWhole =
    !held ||
    hasLeft ||
    since > view.ver ||
    since < view.member.joinVer ||
    changed.length > headRows;
  const common = {
    id: conversation.id,
    receiptVer: view.receiptVer,
    seq: view.seq,
    unread: countUnread(view.messages, userId, view.readSeq),
    readSeq: view.readSeq,
    reactions: [],
    ...createReceipts(server, view, { userId, cursor: isWhole ? -1 : (held?.[2] ?? -1), isWhole }),
  };
  if (!isWhole) return { ...common, mode: "delta", ...createPage(server, view, changed) };
  return {
    ...common,
    mode: hasLeft ? "frozen" : "head",
    ver: view.ver,
    more: false,
    conversation: toRow(conversation, view),
    messages: view.messages.slice(-headMessages).map(strip),
    members: view.members,
  };
}

/** A row of any kind; the conversation's own came with ver 1. */
type ChangedRow = { ver: number } & (
  | { message: ModelView["messages"][number] }
  | { member: ModelView["members"][number] }
  | { isConversation: true }
);

function changedSince(view: ModelView, since: number): ChangedRow[] {
  const rows: ChangedRow[] = [
    ...view.messages.map((message) => ({ ver: message.ver, message })),
    ...view.members.map((member) => ({ ver: member.ver, member })),
    { ver: 1, isConversation: true },
  ];
  return rows.filter(({ ver }) => ver > since).sort((a, b) => a.ver - b.ver);
}

/** As many whole vers as fit into a page, and one at least. */
function createPage({ limits }: ModelServer, view: ModelView, rows: readonly ChangedRow[]) {
  let end = 0;
  while (end < rows.length) {
    const ver = rows[end]?.ver;
    const next = rows.findIndex((row, index) => index > end && row.ver !== ver);
    const after = next < 0 ? rows.length : next;
    if (end > 0 && after > limits.pageRows) break;
    end = after;
  }
  const page = rows.slice(0, end);
  const more = end < rows.length;
  const row = page.some((one) => "isConversation" in one) ? toRow(view.conversation, view) : null;
  return {
    ver: more ? (page.at(-1)?.ver ?? view.ver) : view.ver,
    more,
    ...(row && { conversation: row }),
    messages: page.flatMap((one) => ("message" in one ? strip(one.message) : [])),
    members: page.flatMap((one) => ("member" in one ? one.member : [])),
  };
}

function createReceipts(
  { data }: ModelServer,
  view: ModelView,
  { userId, cursor, isWhole }: { userId: string; cursor: number; isWhole: boolean },
) {
  const from = cursor > view.receiptVer && !view.hasLeft ? 0 : cursor;
  const isAll = isWhole || from < view.visVer;
  const { conversation } = view;
  const receipts = [...conversation.receipts]
    .filter(([, { ver }]) => isAll || ver > from)
    .filter(([id]) => seesReceipt(data, conversation, [userId, id]))
    .map(([id, { delivered, read }]) => ({ userId: id, delivered, read }));
  return { receipts, ...(isAll && { receiptsAll: true }) };
}

/** The people whom the rows name. */
function peopleIn(server: ModelServer, entries: readonly SyncEntry[]): User[] {
  const ids = entries.flatMap(({ messages, members, receipts }) => [
    ...messages.map(({ senderId }) => senderId),
    ...members.map(({ userId }) => userId),
    ...receipts.map(({ userId }) => userId),
  ]);
  return [...new Set(ids)].map((id) => server.person(id).user);
}

/** `GET /api/conversations/:id/messages`; null where there is nothing for this person. */
export function answerHistory(
  server: ModelServer,
  userId: string,
  asked: { conversationId: string; query: HistoryQuery },
): HistoryPage | null {
  const conversation = server.data.conversations.get(asked.conversationId);
  const view = conversation && viewOf(conversation, userId);
  if (!view) return null;
  const items = choosePage(view, asked.query, server.limits.historyRows);
  // Beyond either end a page is empty, and tells where that end is.
  const isAbove = asked.query.after !== undefined;
  const first = items.at(0)?.seq ?? (isAbove ? view.seq + 1 : 1);
  const last = items.at(-1)?.seq ?? (isAbove ? view.seq : 0);
  const senders = new Set(items.map(({ senderId }) => senderId));
  return {
    epoch: server.epoch,
    items: items.map(strip),
    reactions: [],
    users: [...senders].map((id) => server.person(id).user),
    ver: view.ver,
    before: first > 1 ? first : null,
    after: last < view.seq ? last : null,
  };
}

function choosePage(view: ModelView, query: HistoryQuery, most: number) {
  const { before, after, around, limit = 50 } = query;
  const { messages } = view;
  const count = Math.min(limit, most);
  if (after !== undefined) return messages.filter(({ seq }) => seq > after).slice(0, count);
  if (before !== undefined) return messages.filter(({ seq }) => seq < before).slice(-count);
  if (around === undefined) return messages.slice(-count);
  // Half a page up to it; at either end a whole page all the same.
  const last = Math.min(Math.max(around + Math.ceil(count / 2) - 1, count), view.seq);
  return messages.filter(({ seq }) => seq <= last).slice(-count);
}
