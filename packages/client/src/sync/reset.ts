import type { AckedRow, OutboxRow } from "../store/rows.ts";
import type { Writing } from "../store/store.ts";

/** How long an acknowledged command is offered again after the server lost it, in milliseconds. */
export const REOFFER_MS = 600_000;

/**
 * Drops everything that came from a server which is not the same any more. The outbox stays, and
 * before it stands what was acknowledged lately; ids make offering it again safe.
 */
export async function dropEverything(tx: Writing, now: number): Promise<void> {
  const [acked, outbox] = [await tx.all("acked"), await tx.all("outbox")];
  for (const table of ["conversations", "messages", "people", "changes", "acked"] as const) {
    await tx.clear(table);
  }
  const lately = acked.filter(({ ackedAt }) => now - ackedAt < REOFFER_MS);
  for (const row of reoffer(lately, outbox, now)) await tx.put("outbox", row);
}

/**
 * The commands to offer again, numbered before those that wait: sends with their latest text, the
 * last edit of each message, deletions; nothing else of a deleted message.
 */
export function reoffer(
  acked: readonly AckedRow[],
  outbox: readonly OutboxRow[],
  now: number,
): OutboxRow[] {
  const deleted = new Set<string>();
  const lastEdit = new Map<string, AckedRow>();
  for (const row of acked) {
    if (row.command.kind === "delete") deleted.add(row.messageId);
    if (row.command.kind === "edit") lastEdit.set(row.messageId, row);
  }
  const wanted = acked.filter((row) => {
    if (row.command.kind === "delete") return true;
    if (deleted.has(row.messageId)) return false;
    return row.command.kind === "send" || lastEdit.get(row.messageId) === row;
  });
  const first = Math.min(1, ...outbox.map(({ n }) => n)) - wanted.length;
  return wanted.map((row, index) => ({
    n: first + index,
    conversationId: row.conversationId,
    messageId: row.messageId,
    command: renew(row, lastEdit.get(row.messageId)),
    queuedAt: now,
    isAttempted: true,
    isReoffered: true,
    cuts: 0,
    failure: null,
  }));
}

function renew({ command }: AckedRow, edit: AckedRow | undefined): OutboxRow["command"] {
  if (command.kind === "edit") return { ...command, baseVer: null };
  if (command.kind === "send" && edit?.command.kind === "edit") {
    return { kind: "send", body: edit.command.body, lang: edit.command.lang };
  }
  return command;
}
