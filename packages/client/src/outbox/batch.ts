import { MOST_MESSAGES } from "@parley/protocol/messages";
import type { OutboxRow } from "../store/rows.ts";

/** Most bytes of messages in one command: under the 64 KB of a frame with room to spare. */
const MOST_BYTES = 48 * 1024;
/** After this many cuts by the same command its messages go one by one. */
const CUTS_UNTIL_SINGLE = 2;
/** Older than this, a person is asked before it is sent, in milliseconds. */
const ASK_AFTER_MS = 24 * 3_600_000;

const encoder = new TextEncoder();

/** The rows of one conversation that go out next as one command: its oldest, in order. */
export function pickBatch(waiting: readonly OutboxRow[]): OutboxRow[] {
  const [first] = waiting;
  if (!first) return [];
  if (first.command.kind !== "send" || first.cuts >= CUTS_UNTIL_SINGLE) return [first];
  const batch: OutboxRow[] = [];
  let bytes = 0;
  for (const row of waiting) {
    if (row.command.kind !== "send" || row.cuts >= CUTS_UNTIL_SINGLE) break;
    bytes += encoder.encode(JSON.stringify(row.command)).length + 64;
    if (batch.length > 0 && (batch.length >= MOST_MESSAGES || bytes > MOST_BYTES)) break;
    batch.push(row);
  }
  return batch;
}

/** True when the row has waited so long that its writer should decide again. */
export function isTooOld(row: OutboxRow, now: number): boolean {
  return now - row.queuedAt > ASK_AFTER_MS;
}

/** The mark of rows that a single send has to be tried with. */
export const SINGLY = CUTS_UNTIL_SINGLE;
