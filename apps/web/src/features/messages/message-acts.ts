import type { MessageRow } from "@parley/client/views";

/** What can be done with a message, for toolbar and sheet alike. */
export type MessageAct = "edit" | "copy" | "remove";

/** The acts that fit a message, the most useful first. */
export function listActs(row: MessageRow, isWritable: boolean): MessageAct[] {
  if (row.isDeleted || row.body === null || row.kind !== "text") return [];
  const isFailed = row.delivery?.state === "failed";
  const canChange = row.isMine && isWritable && !isFailed && row.pending !== "delete";
  return canChange ? ["edit", "copy", "remove"] : ["copy"];
}

/** The newest message that the arrow key brings back for editing. */
export function findLastEditable(rows: readonly MessageRow[]): MessageRow | null {
  return rows.findLast((row) => listActs(row, true).includes("edit")) ?? null;
}
