import type { SharedCall } from "../calls/call-manager.ts";
import type { BoardSnapshot } from "../live-board.ts";
import type { Notice } from "../ledger.ts";
import type { ConnectionState, NewMessages } from "../views.ts";

/** What the tabs of one account tell each other. `from` is the tab that speaks. */
export type TabMessage =
  /** Something was committed to the store that all of them share. */
  | { type: "notice"; notice: Notice }
  /** Is anybody leading? */
  | { type: "ping" }
  /** Yes; `state` is what only the leader knows. */
  | { type: "leading"; from: string; state: SharedState }
  /** What a tab shows: whose presence, and which conversation. */
  | { type: "wishes"; from: string; watched: string[]; open: string | null }
  | { type: "typing"; conversationId: string; isTyping: boolean; lang: string | null }
  /** Ask the server for one conversation, or with null for everything new. */
  | { type: "fetch"; conversationId: string | null }
  /** This tab is the one that somebody looks at. */
  | { type: "seen"; from: string }
  /** New messages, for one tab to tell of. */
  | { type: "announce"; to: string; news: NewMessages }
  /** This tab takes the lead for a call: whoever is in one gives it up. */
  | { type: "claim" }
  | { type: "bye"; from: string }
  /** The session is over, or the person signed out: the store is not this tab's any more. */
  | { type: "ended"; code: string | null };

export interface SharedState {
  connection: ConnectionState;
  needsUpdate: boolean;
  board: BoardSnapshot;
  call: SharedCall;
}

const TYPES: ReadonlySet<unknown> = new Set<TabMessage["type"]>([
  "notice",
  "ping",
  "leading",
  "wishes",
  "typing",
  "fetch",
  "seen",
  "announce",
  "claim",
  "bye",
  "ended",
]);

/** True for a message of a tab that speaks as this one does; the channel's name holds the version. */
export function isTabMessage(data: unknown): data is TabMessage {
  return typeof data === "object" && data !== null && "type" in data && TYPES.has(data.type);
}
