import type { Ledger } from "./ledger.ts";
import type { Mirror } from "./mirror.ts";
import { countUnread, putState } from "./sync/merge.ts";
import { newestRange } from "./sync/ranges.ts";

/**
 * Moves the read cursor to a message that was shown: never back, never beyond what is held.
 * Telling the server is the receipts' work.
 */
export async function advanceRead(
  { ledger, mirror, userId }: { ledger: Ledger; mirror: Mirror; userId: string },
  conversationId: string,
  seq: number,
): Promise<void> {
  if (seq <= (mirror.states.get(conversationId)?.readSeq ?? 0)) return;
  await ledger.write(async (tx) => {
    const state = await tx.get("conversations", conversationId);
    const readSeq = Math.min(seq, newestRange(state?.ranges ?? [])[1]);
    if (!state || readSeq <= state.readSeq) return;
    await putState(tx, await countUnread(tx, { ...state, readSeq }, userId));
  });
}
