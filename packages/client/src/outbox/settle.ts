import type { CommandRefusal } from "@parley/protocol/commands";
import type { SendResult } from "@parley/protocol/messages";
import type { AckedRow, OutboxRow } from "../store/rows.ts";
import type { Writing } from "../store/store.ts";
import { mergeRows, putState, settle } from "../sync/merge.ts";
import { REOFFER_MS } from "../sync/reset.ts";
import type { Failure } from "../views.ts";

/** Codes that say "later", not "no". */
const PASSING_CODES = new Set(["BUSY", "RATE_LIMITED", "INTERNAL"]);

/** True for a refusal that trying again will overcome. */
export function isPassing(code: string): boolean {
  return PASSING_CODES.has(code);
}

/** An acknowledged command: what the server made of it. */
interface Success {
  ver: number;
  at: string | null;
  now: number;
}

/** Moves each message of a batch out of the outbox, or marks it failed. */
export async function settleSend(
  tx: Writing,
  batch: readonly OutboxRow[],
  { results, now }: { results: readonly SendResult[]; now: number },
): Promise<void> {
  for (const row of batch) {
    const result = results.find(({ id }) => id === row.messageId);
    if (!result) continue;
    if (result.ok) await acknowledge(tx, row, { ver: result.ver, at: result.at, now });
    else if (!isPassing(result.error.code)) await fail(tx, row, result.error);
  }
}

/**
 * Takes an acknowledged command out of the outbox. Its row is not written here: it comes with the
 * event or the sync that covers it, and until then the command itself is shown.
 */
export async function acknowledge(tx: Writing, row: OutboxRow, success: Success): Promise<void> {
  if (!(await tx.get("outbox", row.n))) return;
  await tx.remove("outbox", row.n);
  for (const old of await tx.all("acked")) {
    if (success.now - old.ackedAt >= REOFFER_MS) await tx.remove("acked", old.n);
  }
  const acked: AckedRow = {
    n: row.n,
    conversationId: row.conversationId,
    messageId: row.messageId,
    command: row.command,
    ackedAt: success.now,
    ver: success.ver,
    at: success.at,
  };
  await tx.put("acked", acked);
  for (const { n, command, ...later } of await commandsBehind(tx, row)) {
    if (command.kind !== "edit" || command.baseVer !== null) continue;
    await tx.put("outbox", { ...later, n, command: { ...command, baseVer: success.ver } });
    break;
  }
}

/** Marks a command failed, and drops those of the same message that built on it. */
export async function fail(tx: Writing, row: OutboxRow, failure: Failure): Promise<void> {
  const queued = await tx.get("outbox", row.n);
  if (!queued) return;
  const reason = { code: failure.code, message: failure.message };
  const behind = await commandsBehind(tx, row);
  for (const later of behind) {
    // Without its message nothing can be changed; an edit must not overwrite what refused this one.
    if (row.command.kind === "send") await tx.remove("outbox", later.n);
    else if (later.command.kind === "edit") await tx.put("outbox", { ...later, failure: reason });
  }
  // A deletion of what is not there has reached its end.
  if (row.command.kind === "delete" && failure.code === "NOT_FOUND") {
    await tx.remove("outbox", row.n);
    return;
  }
  await tx.put("outbox", { ...queued, failure: reason });
}

/** Another device edited first: keeps its text, and refuses this one or tries it on top. */
export async function settleConflict(
  tx: Writing,
  row: OutboxRow,
  { refusal, userId }: { refusal: CommandRefusal; userId: string },
): Promise<void> {
  const current = refusal.row;
  const state = await tx.get("conversations", row.conversationId);
  if (current && state && current.ver > state.ver) {
    const rows = { messages: [current] };
    const merged = await mergeRows(tx, state, { rows, floor: state.ver });
    await putState(tx, await settle(tx, merged, { rows, userId }));
  }
  if (row.isReoffered && current && row.command.kind === "edit" && current.body !== null) {
    await tx.put("outbox", { ...row, command: { ...row.command, baseVer: current.ver } });
    return;
  }
  await fail(tx, row, refusal.error);
}

/** The commands of the same message that wait behind this one. */
async function commandsBehind(tx: Writing, row: OutboxRow): Promise<OutboxRow[]> {
  return (await tx.all("outbox")).filter(
    ({ n, conversationId, messageId }) =>
      n > row.n && conversationId === row.conversationId && messageId === row.messageId,
  );
}
