import type { SyncLimits } from "#features/sync";
import type { ConversationModel, ModelConversation, ModelMessage } from "./conversation-model.ts";

/** A sync entry with what a comparison looks at. */
export interface ModelEntry {
  id: string;
  mode: string;
  ver: number;
  receiptVer: number;
  seq: number;
  unread: number;
  readSeq: number;
  more: boolean;
  row: { ver: number; seq: number } | null;
  receiptsAll: boolean;
  receipts: { userId: string; delivered: number; read: number }[];
  messages: { id: string; seq: number; ver: number; body: string | null }[];
  members: { userId: string; role: string | null; ver: number }[];
}

interface Cursor {
  ver: number;
  receiptVer: number;
}

/** What a person may see of a conversation: all of it, or what was there when they left. */
export function viewOf(conversation: ModelConversation, userId: string) {
  const member = conversation.members.get(userId)!;
  const messages = [...conversation.messages.values()].sort((a, b) => a.seq - b.seq);
  const members = [...conversation.members.values()];
  const own = conversation.receipts.get(userId)!;
  if (member.role) {
    const { ver, seq, receiptVer } = conversation;
    return { ver, seq, receiptVer, messages, members, hasLeft: false, member, own };
  }
  const visible = messages.filter(({ seq }) => seq <= member.leftSeq);
  return {
    ver: Math.max(member.leftVer, ...visible.map(({ ver }) => ver)),
    seq: member.leftSeq,
    receiptVer: own.receiptVer,
    messages: visible,
    members: [member],
    hasLeft: true,
    member,
    own,
  };
}

/** The entry that `POST /api/sync` must answer, or null for one that is left out. */
export function entryOf(
  model: ConversationModel,
  { viewerId, id, held }: { viewerId: string; id: string; held: Cursor | null },
  limits: SyncLimits,
): ModelEntry | null {
  const conversation = model.conversations.get(id);
  if (!conversation?.members.has(viewerId)) return held && goneEntry(id);
  const view = viewOf(conversation, viewerId);
  const { ver, seq, receiptVer, messages, members, hasLeft, member, own } = view;
  const isReceiptVerCurrent = hasLeft
    ? held && held.receiptVer >= receiptVer
    : held?.receiptVer === receiptVer;
  if (held?.ver === ver && isReceiptVerCurrent) return null;
  const cursor = held?.ver ?? 0;
  const changed = {
    messages: messages.filter((message) => message.ver > cursor),
    members: members.filter((row) => row.ver > cursor),
    row: cursor < 1,
  };
  const count = changed.messages.length + changed.members.length + Number(changed.row);
  const isWhole =
    !held || hasLeft || cursor > ver || cursor < member.joinVer || count > limits.deltaRows;
  const receiptCursor = held && held.receiptVer <= conversation.receiptVer ? held.receiptVer : 0;
  const receiptsAll = isWhole || receiptCursor < conversation.visVer;
  const receipts = [...conversation.receipts]
    .filter(([, receipt]) => receiptsAll || receipt.receiptVer > receiptCursor)
    .filter(([userId]) => userId === viewerId || conversation.members.get(userId)?.role)
    .filter(([userId]) => model.sees(viewerId, userId, conversation))
    .map(([userId, { delivered, read }]) => ({ userId, delivered, read }));
  const common = {
    id,
    receiptVer,
    seq,
    unread: messages.filter(
      (message) => message.seq > own.read && message.senderId !== viewerId && message.body !== null,
    ).length,
    readSeq: own.read,
    receiptsAll,
    receipts: receipts.sort((a, b) => (a.userId < b.userId ? -1 : 1)),
  };
  if (isWhole) {
    return {
      ...common,
      mode: hasLeft ? "frozen" : "head",
      ver,
      more: false,
      row: { ver: 1, seq },
      messages: messages.slice(-limits.headMessages).map(shorten),
      members: sortMembers(members),
    };
  }
  return { ...common, mode: "delta", ...pageOf(changed, { ver, seq }, limits.pageRows) };
}

/** The first rows in order of ver, whole vers only. */
function pageOf(
  changed: {
    messages: ModelMessage[];
    members: { userId: string; role: string | null; ver: number }[];
    row: boolean;
  },
  { ver, seq }: { ver: number; seq: number },
  pageRows: number,
) {
  const vers = [
    ...changed.messages.map((row) => row.ver),
    ...changed.members.map((row) => row.ver),
    ...(changed.row ? [1] : []),
  ].sort((a, b) => a - b);
  // As many whole vers as fit, and one at least.
  let last = vers[0] ?? ver;
  for (const candidate of vers) {
    if (vers.filter((value) => value <= candidate).length <= pageRows) last = candidate;
  }
  const more = vers.some((value) => value > last);
  const end = more ? last : ver;
  return {
    ver: end,
    more,
    row: changed.row && end >= 1 ? { ver: 1, seq } : null,
    messages: changed.messages
      .filter((row) => row.ver <= end)
      .sort((a, b) => a.ver - b.ver)
      .map(shorten),
    members: sortMembers(changed.members.filter((row) => row.ver <= end)),
  };
}

function shorten({ id, seq, ver, body }: ModelMessage) {
  return { id, seq, ver, body };
}

function sortMembers(members: readonly { userId: string; role: string | null; ver: number }[]) {
  return members
    .map(({ userId, role, ver }) => ({ userId, role, ver }))
    .sort((a, b) => a.ver - b.ver || (a.userId < b.userId ? -1 : 1));
}

function goneEntry(id: string): ModelEntry {
  return {
    id,
    mode: "gone",
    ver: 0,
    receiptVer: 0,
    seq: 0,
    unread: 0,
    readSeq: 0,
    more: false,
    row: null,
    receiptsAll: false,
    receipts: [],
    messages: [],
    members: [],
  };
}
