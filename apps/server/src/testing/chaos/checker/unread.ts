import type { HeldRow } from "./history.ts";

const MOST = 1_000;

/** By its definition: above the read cursor, not one's own, not deleted, counted up to 1,000. */
export function countUnread(
  rows: readonly HeldRow[],
  { user, read }: { user: string; read: number },
): number {
  const unread = rows.filter(
    ({ seq, sender, body }) => seq > read && sender !== user && body !== null,
  );
  return Math.min(MOST, unread.length);
}
