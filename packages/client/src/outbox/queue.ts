import { readMeta } from "../sync/meta.ts";
import type { Command, OutboxRow } from "../store/rows.ts";
import type { Reading, Writing } from "../store/store.ts";

/** Code of the failure of a row that is kept back until a person says whether it should still go. */
export const WAITED_TOO_LONG = "WAITED_TOO_LONG";

/** The message that a command is about, and when it was given. */
export interface Target {
  conversationId: string;
  messageId: string;
  /** Local clock, milliseconds. */
  now: number;
}

interface Text {
  body: string;
  lang: string | null;
}

/** Queues a new message, and takes it out of the draft that it was written in. */
export async function queueSend(tx: Writing, target: Target, text: Text): Promise<void> {
  await append(tx, target, { kind: "send", ...text });
  const draft = await tx.get("drafts", target.conversationId);
  if (draft && draft.text.trim() === text.body.trim()) {
    await tx.put("drafts", { conversationId: target.conversationId, text: "" });
  }
}

/**
 * Queues an edit. What the server cannot have seen yet is rewritten in place; anything else is
 * followed by a command of its own. Returns false when there is no such message here.
 */
export async function queueEdit(tx: Writing, target: Target, text: Text): Promise<boolean> {
  const rows = await rowsOf(tx, target);
  const rewritable = rows.findLast((row) => row.command.kind !== "delete" && isUnseen(row));
  if (rewritable && rewritable.command.kind !== "delete") {
    const base = rewritable.failure ? rebase(rewritable.command) : rewritable.command;
    const command = { ...base, ...text };
    await tx.put("outbox", { ...rewritable, command, failure: null, queuedAt: target.now });
    return true;
  }
  const baseVer = rows.length > 0 ? null : await knownVer(tx, target);
  if (baseVer === null && rows.length === 0) return false;
  await append(tx, target, { kind: "edit", ...text, baseVer });
  return true;
}

/** Queues a deletion; what the server cannot have seen is dropped instead, and edits before it. */
export async function queueDelete(tx: Writing, target: Target): Promise<void> {
  const rows = await rowsOf(tx, target);
  const wasNeverSent = rows.some((row) => row.command.kind === "send" && isUnseen(row));
  for (const row of rows) {
    if (wasNeverSent || isUnseen(row)) await tx.remove("outbox", row.n);
  }
  if (!wasNeverSent) await append(tx, target, { kind: "delete" });
}

/** True when the server cannot have kept it: never attempted, or refused for good. */
function isUnseen({ isAttempted, failure }: OutboxRow): boolean {
  return !isAttempted || (failure !== null && failure.code !== WAITED_TOO_LONG);
}

/** Puts what failed of a message back into the queue; `freshId` replaces an id that was taken. */
export async function queueAgain(tx: Writing, target: Target, freshId: string): Promise<void> {
  for (const row of await rowsOf(tx, target)) {
    if (!row.failure) continue;
    const isTaken = row.failure.code === "ID_TAKEN";
    await tx.put("outbox", {
      ...row,
      messageId: isTaken ? freshId : row.messageId,
      command: rebase(row.command),
      queuedAt: target.now,
      cuts: 0,
      failure: null,
    });
  }
}

/** Drops what failed of a message. */
export async function dropFailed(tx: Writing, target: Target): Promise<void> {
  for (const row of await rowsOf(tx, target)) {
    if (row.failure) await tx.remove("outbox", row.n);
  }
}

/** The `ver` that an edit of this message builds on: the last own acknowledgement, else the row held. */
export async function knownVer(
  tx: Reading,
  { conversationId, messageId }: Pick<Target, "conversationId" | "messageId">,
): Promise<number | null> {
  const acked = (await tx.all("acked")).filter((row) => row.messageId === messageId);
  const held = await tx.get("messages", [conversationId, messageId]);
  const vers = [...acked.map(({ ver }) => ver), ...(held ? [held.ver] : [])];
  return vers.length > 0 ? Math.max(...vers) : null;
}

/** A refused edit builds on whatever is known when it goes out again. */
function rebase<T extends Command>(command: T): T {
  return command.kind === "edit" ? { ...command, baseVer: null } : command;
}

async function rowsOf(tx: Reading, target: Target): Promise<OutboxRow[]> {
  return (await tx.all("outbox")).filter(
    ({ conversationId, messageId }) =>
      conversationId === target.conversationId && messageId === target.messageId,
  );
}

async function append(tx: Writing, target: Target, command: Command): Promise<void> {
  const n = (await readMeta(tx, "order")).last + 1;
  await tx.put("meta", { key: "order", last: n });
  await tx.put("outbox", {
    n,
    conversationId: target.conversationId,
    messageId: target.messageId,
    command,
    queuedAt: target.now,
    isAttempted: false,
    isReoffered: false,
    cuts: 0,
    failure: null,
  });
}
