import type { ConversationRow, Member, Receipt } from "@parley/protocol/conversations";
import type { ConversationChanged, ReceiptChanged } from "@parley/protocol/events";
import type { Message } from "@parley/protocol/messages";
import type { SyncEntry } from "@parley/protocol/sync";
import type { Messaging, Told } from "./messaging.ts";
import { EPOCH } from "./messaging.ts";

/** What one device of a person holds, kept by the merge rule and nothing else. */
export interface ClientCopy {
  userId: string;
  isFresh: boolean;
  conversations: Map<string, Held>;
}

interface Held {
  ver: number;
  receiptVer: number;
  readSeq: number;
  isFrozen: boolean;
  row: ConversationRow | null;
  messages: Map<string, Message>;
  members: Map<string, Member>;
  receipts: Map<string, Receipt>;
}

type Rows = Pick<Partial<SyncEntry>, "messages" | "members" | "conversation">;

/** Everything as a device sees it that held nothing before. */
export async function fetchCopy(kit: Messaging, userId: string): Promise<ClientCopy> {
  const copy: ClientCopy = { userId, isFresh: true, conversations: new Map() };
  await syncCopy(kit, copy);
  return copy;
}

/** Catches up page by page until the server has nothing more. */
export async function syncCopy(kit: Messaging, copy: ClientCopy): Promise<void> {
  let next: string | null | undefined = null;
  for (let page = 0; page < 200; page += 1) {
    const listed = [...copy.conversations].map(
      ([id, { ver, receiptVer }]): [string, number, number] => [id, ver, receiptVer],
    );
    const answer = await kit.sync(copy.userId, {
      epoch: copy.isFresh ? null : EPOCH,
      conversations: copy.isFresh ? [] : listed,
      next,
    });
    copy.isFresh = false;
    for (const entry of answer.conversations) applyEntry(copy, entry);
    next = answer.next;
    if (!next && !answer.conversations.some(({ more }) => more)) return;
    if (answer.conversations.some(({ more }) => more)) next = null;
  }
  throw new Error("Catching up does not end.");
}

/** Applies an event; false when one before it is missing, so that only a sync helps. */
export function applyEvent(copy: ClientCopy, { event, payload }: Told): boolean {
  const value = JSON.parse(JSON.stringify(payload));
  if (event === "receipt:changed") applyReceipt(copy, value);
  return event !== "conversation:changed" || applyChange(copy, value);
}

function applyChange(copy: ClientCopy, event: ConversationChanged): boolean {
  const held = copy.conversations.get(event.conversationId) ?? blank();
  if (event.since > held.ver || (held.isFrozen && event.ver > held.ver)) return false;
  if (event.ver <= held.ver) return true;
  copy.conversations.set(event.conversationId, held);
  merge(held, event, held.ver);
  held.ver = event.ver;
  held.isFrozen = held.members.get(copy.userId)?.role === null;
  return true;
}

function applyReceipt(copy: ClientCopy, event: ReceiptChanged): void {
  const held = copy.conversations.get(event.conversationId);
  if (held && event.receiptVer > held.receiptVer) mergeReceipt(copy, held, event);
}

function applyEntry(copy: ClientCopy, entry: SyncEntry): void {
  if (entry.mode === "gone") {
    copy.conversations.delete(entry.id);
    return;
  }
  const before = copy.conversations.get(entry.id) ?? blank();
  const isWhole = entry.mode !== "delta";
  const held = isWhole
    ? { ...blank(), receiptVer: before.receiptVer, readSeq: before.readSeq }
    : before;
  copy.conversations.set(entry.id, held);
  merge(held, entry, 0);
  held.ver = entry.ver;
  held.isFrozen = entry.mode === "frozen";
  held.readSeq = Math.max(held.readSeq, entry.readSeq);
  if (entry.receiptVer < held.receiptVer && !held.isFrozen) return;
  if (entry.receiptsAll) held.receipts.clear();
  for (const receipt of entry.receipts) mergeReceipt(copy, held, receipt);
  held.receiptVer = Math.max(held.receiptVer, entry.receiptVer);
}

function merge(held: Held, rows: Rows, floor: number): void {
  for (const message of rows.messages ?? []) {
    if (message.ver > Math.max(floor, held.messages.get(message.id)?.ver ?? 0)) {
      held.messages.set(message.id, message);
    }
  }
  for (const member of rows.members ?? []) {
    if (member.ver > Math.max(floor, held.members.get(member.userId)?.ver ?? 0)) {
      held.members.set(member.userId, member);
    }
  }
  if (rows.conversation && rows.conversation.ver > Math.max(floor, held.row?.ver ?? 0)) {
    held.row = rows.conversation;
  }
}

function mergeReceipt(copy: ClientCopy, held: Held, { userId, delivered, read }: Receipt): void {
  const known = held.receipts.get(userId);
  held.receipts.set(userId, {
    userId,
    delivered: Math.max(delivered, known?.delivered ?? 0),
    read: Math.max(read, known?.read ?? 0),
  });
  if (userId === copy.userId) held.readSeq = Math.max(held.readSeq, read);
}

function blank(): Held {
  return {
    ver: 0,
    receiptVer: 0,
    readSeq: 0,
    isFrozen: false,
    row: null,
    messages: new Map(),
    members: new Map(),
    receipts: new Map(),
  };
}

/** What two copies must agree on; `receiptVer` and what became visible by it only after a sync. */
export function describeCopy({ conversations }: ClientCopy): unknown {
  return sorted(
    [...conversations].map(([id, held]) => ({
      id,
      ver: held.ver,
      readSeq: held.readSeq,
      isFrozen: held.isFrozen,
      kind: held.row?.kind,
      title: held.row?.title,
      messages: sorted([...held.messages.values()]),
      members: sorted([...held.members.values()].map((row) => ({ id: row.userId, ...row }))),
      receipts: sorted(
        [...held.receipts.values()]
          .filter(({ delivered }) => delivered > 0)
          .map((row) => ({ id: row.userId, ...row })),
      ),
    })),
  );
}

function sorted<T extends { id: string }>(list: T[]): T[] {
  return list.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
