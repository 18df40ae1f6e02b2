import { presentRow } from "#features/conversations";
import type { ConversationRow, Member, Receipt } from "@parley/protocol/conversations";
import type { Message } from "@parley/protocol/messages";
import type { SyncEntry } from "@parley/protocol/sync";
import type { Executor } from "#kernel/database";
import { buildDelta, sizeOf } from "./build-delta.ts";
import type { Changed } from "./build-delta.ts";
import type { Ask } from "./choose-entries.ts";
import type { SyncDeps } from "./types.ts";

/** A page of one conversation leaves room in the answer for what stands around it. */
const PAGE_BYTES = 256 * 1024;

interface Rows {
  pageRows: number;
  members: Map<string, Member[]>;
  receipts: Map<string, Receipt[]>;
  unread: Map<string, number>;
  heads: Map<string, Message[]>;
  deltas: Map<string, Changed>;
}

/** The entries of these conversations, with a handful of queries however many they are. */
export async function buildEntries(
  deps: SyncDeps,
  executor: Executor,
  { viewerId, asks }: { viewerId: string; asks: readonly Ask[] },
): Promise<SyncEntry[]> {
  const [deltas, unread] = await Promise.all([
    readDeltas(deps, executor, { viewerId, asks }),
    deps.messages.countUnread(
      executor,
      viewerId,
      asks.map(({ view }) => toNumbers(view)),
    ),
  ]);
  const whole = asks.filter(({ view }) => !deltas.has(view.id)).map(({ view }) => toNumbers(view));
  const [heads, allMembers, receipts] = await Promise.all([
    deps.messages.newestOf(executor, whole, deps.limits.headMessages),
    deps.conversations.membersOf(executor, viewerId, whole),
    deps.conversations.receiptsOf(
      executor,
      viewerId,
      asks.map((ask) => ({
        ...toNumbers(ask.view),
        cursor: needsAllReceipts(ask, !deltas.has(ask.view.id)) ? -1 : ask.receiptCursor,
      })),
    ),
  ]);
  return asks.map((ask) =>
    buildEntry(ask, {
      pageRows: deps.limits.pageRows,
      members: allMembers,
      receipts,
      unread,
      heads,
      deltas,
    }),
  );
}

function toNumbers({ id, seq, readSeq, hasLeft }: Ask["view"]) {
  return { conversationId: id, seq, readSeq, hasLeft, cursor: -1 };
}

/** What changed, for the conversations where that is little enough to be told row by row. */
async function readDeltas(
  deps: SyncDeps,
  executor: Executor,
  { viewerId, asks }: { viewerId: string; asks: readonly Ask[] },
): Promise<Map<string, Changed>> {
  const candidates = asks.filter(({ isWhole }) => !isWhole);
  const cursors = candidates.map(({ view, cursor }) => ({
    conversationId: view.id,
    cursor,
    hasLeft: false,
  }));
  const [changes, members] = await Promise.all([
    deps.messages.changesOf(executor, cursors, {
      rows: deps.limits.pageRows + 1,
      bytes: PAGE_BYTES,
      counted: deps.limits.deltaRows + 1,
    }),
    deps.conversations.membersOf(executor, viewerId, cursors),
  ]);
  const deltas = new Map<string, Changed>();
  for (const { view, cursor } of candidates) {
    const { messages = [], count = 0 } = changes.get(view.id) ?? {};
    const changedMembers = members.get(view.id) ?? [];
    const rowVer = view.rowVer > cursor ? view.rowVer : null;
    if (count + changedMembers.length + Number(rowVer !== null) > deps.limits.deltaRows) continue;
    const isCut = count > messages.length;
    deltas.set(view.id, { messages, members: changedMembers, rowVer, isCut });
  }
  return deltas;
}

function needsAllReceipts({ view, receiptCursor }: Ask, isHead: boolean): boolean {
  return isHead || receiptCursor < view.visVer;
}

function buildEntry(ask: Ask, rows: Rows): SyncEntry {
  const { view } = ask;
  const changed = rows.deltas.get(view.id);
  const common = {
    id: view.id,
    receiptVer: view.receiptVer,
    seq: view.seq,
    unread: rows.unread.get(view.id) ?? 0,
    readSeq: view.readSeq,
    receipts: rows.receipts.get(view.id) ?? [],
    ...(needsAllReceipts(ask, !changed) ? { receiptsAll: true } : {}),
    reactions: [],
  };
  if (!changed) {
    return {
      ...common,
      mode: view.hasLeft ? "frozen" : "head",
      ver: view.ver,
      more: false,
      conversation: presentRow(view),
      messages: newestThatFit(rows.heads.get(view.id) ?? []),
      members: rows.members.get(view.id) ?? [],
    };
  }
  const page = buildDelta(changed, { ver: view.ver, rows: rows.pageRows, bytes: PAGE_BYTES });
  const conversation: { conversation?: ConversationRow } = page.hasRow
    ? { conversation: presentRow(view) }
    : {};
  return {
    ...common,
    ...conversation,
    mode: "delta",
    ver: page.ver,
    more: page.more,
    messages: page.messages,
    members: page.members,
  };
}

function newestThatFit(messages: readonly Message[]): Message[] {
  let bytes = 0;
  const first = messages.findLastIndex((message) => {
    bytes += sizeOf(message);
    return bytes > PAGE_BYTES;
  });
  return messages.slice(first + 1);
}

/** What stands in place of a conversation that is unknown to this person. */
export function goneEntry(id: string): SyncEntry {
  return {
    id,
    mode: "gone",
    ver: 0,
    receiptVer: 0,
    seq: 0,
    unread: 0,
    readSeq: 0,
    more: false,
    receipts: [],
    messages: [],
    reactions: [],
    members: [],
  };
}
