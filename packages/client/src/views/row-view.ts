import type { Message } from "@parley/protocol/messages";
import type { AckedRow, ConversationState, OutboxRow } from "../store/rows.ts";
import type { Delivery, MessageRow } from "../views.ts";

/** What the rows of one conversation are shown with. */
export interface RowContext {
  userId: string;
  /** Undefined while the conversation itself is not known yet. */
  state: ConversationState | undefined;
  outbox: readonly OutboxRow[];
  acked: readonly AckedRow[];
  /** The server's clock minus this one, in milliseconds. */
  offsetMs: number;
}

const QUEUED: Delivery = { state: "queued" };
const SENDING: Delivery = { state: "sending" };
const SENT: Delivery = { state: "sent" };
const DELIVERED: Delivery = { state: "delivered" };
const READ: Delivery = { state: "read" };

/** A stored message as shown, with own edits and deletions that are still on their way. */
export function showMessage(message: Message, context: RowContext): MessageRow {
  const isMine = message.senderId === context.userId;
  const row: MessageRow = {
    id: message.id,
    conversationId: message.conversationId,
    seq: message.seq,
    senderId: message.senderId,
    isMine,
    at: message.at,
    kind: message.kind,
    body: message.body,
    lang: message.lang,
    isEdited: message.editedAt !== null,
    isDeleted: message.deletedAt !== null,
    call: message.call ?? null,
    delivery: isMine ? deliveryOf(message.seq, context) : null,
    pending: null,
    failedChange: null,
  };
  return isMine ? overlayChanges(row, message.ver, context) : row;
}

/** One's own messages that no range covers yet: acknowledged ones first, then those that wait. */
export function showEchoes(context: RowContext, shownIds: ReadonlySet<string>): MessageRow[] {
  const cursor = context.state?.ver ?? 0;
  const echoes: MessageRow[] = [];
  for (const { command, ver, messageId, conversationId, at } of context.acked) {
    if (command.kind !== "send" || ver <= cursor || shownIds.has(messageId)) continue;
    const base = { conversationId, id: messageId, at: at ?? "", delivery: SENT };
    const echo = createEcho(base, command, context.userId);
    echoes.push(overlayChanges(echo, ver, context));
  }
  for (const row of context.outbox) {
    if (row.command.kind !== "send" || shownIds.has(row.messageId)) continue;
    const base = {
      conversationId: row.conversationId,
      id: row.messageId,
      at: new Date(row.queuedAt + context.offsetMs).toISOString(),
      delivery: queuedDelivery(row),
    };
    echoes.push(overlayChanges(createEcho(base, row.command, context.userId), 0, context));
  }
  return echoes.filter(({ isDeleted }) => !isDeleted);
}

function createEcho(
  base: Pick<MessageRow, "conversationId" | "id" | "at" | "delivery">,
  text: { body: string; lang: string | null },
  userId: string,
): MessageRow {
  return {
    ...base,
    seq: null,
    senderId: userId,
    isMine: true,
    kind: "text",
    body: text.body,
    lang: text.lang,
    isEdited: false,
    isDeleted: false,
    call: null,
    pending: null,
    failedChange: null,
  };
}

function queuedDelivery(row: OutboxRow): Delivery {
  if (row.failure) return { state: "failed", failure: row.failure };
  return row.isAttempted ? SENDING : QUEUED;
}

/** Lays acknowledged and waiting edits and deletions over a row, in their order. */
function overlayChanges(row: MessageRow, ver: number, context: RowContext): MessageRow {
  let shown = row;
  for (const { messageId, command, ver: ackedVer } of context.acked) {
    if (messageId === row.id && ackedVer > ver) shown = overlay(shown, command);
  }
  for (const { messageId, command, failure } of context.outbox) {
    if (messageId !== row.id || command.kind === "send") continue;
    if (failure) shown = { ...shown, failedChange: failure };
    else shown = { ...overlay(shown, command), pending: command.kind };
  }
  return shown;
}

function overlay(row: MessageRow, command: OutboxRow["command"]): MessageRow {
  if (command.kind === "edit") {
    return { ...row, body: command.body, lang: command.lang, isEdited: true };
  }
  if (command.kind === "delete") return { ...row, body: null, isDeleted: true };
  return row;
}

/** How far a message of one's own has come, by the receipts of all others who are members. */
function deliveryOf(seq: number, { state, userId }: RowContext): Delivery {
  if (!state) return SENT;
  const others = Object.values(state.members).filter(
    (member) => member.userId !== userId && member.role !== null,
  );
  const receipts = others.map((member) => state.receipts[member.userId]);
  if (receipts.length === 0) return SENT;
  if (receipts.every((receipt) => (receipt?.read ?? 0) >= seq)) return READ;
  return receipts.every((receipt) => (receipt?.delivered ?? 0) >= seq) ? DELIVERED : SENT;
}

/** Keeps the objects of rows that show the same as before. */
export function reuseRows(
  before: readonly MessageRow[],
  next: readonly MessageRow[],
): readonly MessageRow[] {
  const known = new Map(before.map((row) => [row.id, row]));
  const rows = next.map((row) => {
    const old = known.get(row.id);
    return old && isSameRow(old, row) ? old : row;
  });
  const isUnchanged = rows.length === before.length && rows.every((row, i) => row === before[i]);
  return isUnchanged ? before : rows;
}

function isSameRow(a: MessageRow, b: MessageRow): boolean {
  return (Object.keys(b) as (keyof MessageRow)[]).every((key) => Object.is(a[key], b[key]));
}
