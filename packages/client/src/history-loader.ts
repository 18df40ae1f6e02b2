import type { Ledger } from "./ledger.ts";
import type { Mirror } from "./mirror.ts";
import { applyHistory } from "./sync/apply-history.ts";
import type { Transport } from "./transport.ts";
import type { HistorySpan } from "./window.ts";

const PAGE = 50;

export interface HistoryParts {
  userId: string;
  ledger: Ledger;
  mirror: Mirror;
  transport: Pick<Transport, "history">;
  /** A page did not fit what is held: everything has to be asked for. */
  onMismatch(): void;
}

/**
 * Fetches a page of history and keeps it. A page that came too late, because the conversation was
 * replaced meanwhile, is asked for once more. False: it could not be had now.
 */
export async function loadHistory(
  parts: HistoryParts,
  conversationId: string,
  span: HistorySpan,
): Promise<boolean> {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const state = parts.mirror.states.get(conversationId);
    if (!state) return false;
    const { edition } = state;
    try {
      const page = await parts.transport.history(conversationId, { ...span, limit: PAGE });
      const asked = { conversationId, edition, userId: parts.userId };
      if (await parts.ledger.write((tx) => applyHistory(tx, page, asked))) return true;
    } catch {
      return false;
    }
    parts.onMismatch();
  }
  return false;
}
