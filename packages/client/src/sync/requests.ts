import { MOST_LISTED, type SyncRequest } from "@parley/protocol/sync";
import type { ConversationState } from "../store/rows.ts";
import type { Reading } from "../store/store.ts";
import type { Asked } from "./apply-page.ts";
import { readMeta } from "./meta.ts";

/** Which conversations a request lists. */
export type Scope =
  | { kind: "only"; conversationId: string }
  /** Those with `after < id`, as many as one request takes. */
  | { kind: "all"; after: string };

/** A request with what it was made from, and where the list goes on (null: it was the last part). */
export interface PreparedRequest extends Asked {
  nextAfter: string | null;
}

/** Sorts after every id. */
const END = "~";

/** Makes a request from the cursors as they are in this transaction. */
export async function prepareRequest(
  tx: Reading,
  scope: Scope,
  { open, next }: { open: string | null; next: string | null },
): Promise<PreparedRequest> {
  const { epoch, userVer } = await readMeta(tx, "sync");
  const base = { epoch, userVer, ...(open && { open }), ...(next && { next }) };
  if (scope.kind === "only") {
    const id = scope.conversationId;
    const state = await tx.get("conversations", id);
    const request: SyncRequest = {
      ...base,
      conversations: [state ? cursorOf(state) : [id, 0, 0]],
      only: true,
    };
    return { request, editions: editionsOf(state ? [state] : []), nextAfter: null };
  }
  const rest = (await tx.all("conversations")).filter(({ id }) => id > scope.after);
  const part = rest.slice(0, MOST_LISTED);
  const nextAfter = part.length < rest.length ? (part.at(-1)?.id ?? null) : null;
  const isWhole = scope.after === "" && nextAfter === null;
  const request: SyncRequest = {
    ...base,
    conversations: part.map(cursorOf),
    ...(!isWhole && { range: [scope.after, nextAfter ?? END] as [string, string] }),
  };
  return { request, editions: editionsOf(part), nextAfter };
}

function cursorOf(state: ConversationState): SyncRequest["conversations"][number] {
  return [state.id, state.ver, state.isUnreadStale ? -1 : state.receiptVer];
}

function editionsOf(states: readonly ConversationState[]): Map<string, number> {
  return new Map(states.map(({ id, edition }) => [id, edition]));
}
