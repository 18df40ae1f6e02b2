import type { CallSummary } from "@parley/protocol/calls";
import type { FriendRequest } from "@parley/protocol/friends";
import type { Activity } from "@parley/protocol/presence";
import type { User } from "@parley/protocol/profiles";
import type { Observable } from "./observable.ts";

/**
 * How the client stands with the server. Instants are milliseconds of the local clock.
 * - `offline`: no socket. `retryAt` is the next attempt; null when only a signal from outside
 *   (sign-in, update, network) can help.
 * - `connecting`: a socket is being opened or authenticated.
 * - `catchingUp`: the socket is open and the first sync since then is under way.
 * - `live`: everything that the server had at the last sync is held, and events arrive.
 */
export type ConnectionState =
  | { state: "offline"; since: number; retryAt: number | null }
  | { state: "connecting"; since: number }
  | { state: "catchingUp"; since: number }
  | { state: "live"; since: number };

/** Why something could not be done: a code of the catalogue, or `WAITED_TOO_LONG` (queued over 24 h). */
export interface Failure {
  code: string;
  message: string;
}

/**
 * How far a message of one's own has come; it only moves forward, except that `failed` returns to
 * `queued` on retry.
 * - `queued`: kept on this device, waits for the connection or for those before it.
 * - `sending`: on its way, not answered yet.
 * - `sent`: acknowledged: it is in history.
 * - `delivered`, `read`: everybody else's devices hold it, everybody else has seen it.
 * - `failed`: refused for good; offer Retry and Delete (`retry`, `discard`).
 */
export type Delivery =
  | { state: "queued" | "sending" | "sent" | "delivered" | "read" }
  | { state: "failed"; failure: Failure };

/** One message as shown. Rows are immutable: a changed message is a new object with the same `id`. */
export interface MessageRow {
  /** Key from the first paint on; it never changes. */
  id: string;
  conversationId: string;
  /** Place in history; null while it is only known on this device (shown after all others). */
  seq: number | null;
  senderId: string;
  isMine: boolean;
  /** ISO 8601, UTC. For unsent messages: when it was written, by the server's clock as far as known. */
  at: string;
  /** `text`, `call` and `system` are known; show any other as "update to see this". */
  kind: string;
  /** Null when deleted, or when the kind has no text. */
  body: string | null;
  /** BCP 47, or null when nobody said. */
  lang: string | null;
  isEdited: boolean;
  isDeleted: boolean;
  /** Null for messages of others. */
  delivery: Delivery | null;
  /** What became of the call, in a message of kind `call`. */
  call: CallSummary | null;
  /** An edit or deletion of this message that the server has not confirmed yet. */
  pending: "edit" | "delete" | null;
  /** An edit or deletion that was refused for good (`CONFLICT`: another device edited first). */
  failedChange: Failure | null;
}

/** What a conversation window shows. */
export interface WindowView {
  /** `loading`: nothing to show yet; `missing`: there is no such conversation for this person. */
  state: "loading" | "ready" | "missing";
  /** Gapless and ascending, unsent ones last; at most 400 with a seq. */
  rows: readonly MessageRow[];
  /** True when there is more above or below, held or not: call `loadOlder`, `loadNewer`. */
  hasOlder: boolean;
  hasNewer: boolean;
  isLoadingOlder: boolean;
  isLoadingNewer: boolean;
  /** The last attempt to load could not reach the server; it may be tried again. */
  hasLoadFailed: boolean;
  /** The first message unread when the window was opened, for the divider; it does not move. */
  firstUnreadSeq: number | null;
}

/** An open conversation: a window of at most 400 rows over its history. Close it when it leaves the screen. */
export interface ConversationWindow {
  readonly conversationId: string;
  readonly view: Observable<WindowView>;
  /** Extends the window upwards by up to 50 rows, from the store or the server. */
  loadOlder(): Promise<void>;
  /** Extends the window downwards by up to 50 rows, from the store or the server. */
  loadNewer(): Promise<void>;
  /** Moves the window so that it holds `seq` with rows around it. */
  jumpTo(seq: number): Promise<void>;
  /** Moves the window to `firstUnreadSeq`; does nothing when there is none. */
  jumpToFirstUnread(): Promise<void>;
  /** Moves the window to the newest messages, where it follows new ones. */
  jumpToEnd(): Promise<void>;
  /** Says that the message with this seq, and all before it, were really shown. */
  markRead(seq: number): void;
  close(): void;
}

export interface TypingView {
  userId: string;
  activity: Activity;
  lang: string | null;
}

/** Null `state`: not known, not visible to this person, or not watched. */
export interface PresenceView {
  state: "online" | "offline" | null;
  /** ISO 8601, UTC. */
  lastSeen: string | null;
}

/** The newest thing in a conversation, with unsent messages of one's own counted in. */
export interface Preview {
  id: string;
  senderId: string;
  isMine: boolean;
  kind: string;
  body: string | null;
  lang: string | null;
  at: string;
  isDeleted: boolean;
  call: CallSummary | null;
  delivery: Delivery | null;
}

/** One row of the conversation list. */
export interface ConversationView {
  id: string;
  kind: "direct" | "group";
  /** Null for a direct conversation: show the partner's name. */
  title: string | null;
  /** The other person of a direct conversation; null while not known, and for groups. */
  partner: User | null;
  last: Preview | null;
  /** Messages not read yet, up to 1,000. */
  unread: number;
  readSeq: number;
  /** What is written but not sent; empty when nothing is. */
  draft: string;
  /** Who else is typing here now. */
  typing: readonly TypingView[];
  /** Of the partner. */
  presence: PresenceView;
  /** ISO 8601, UTC: what the list is sorted by, newest first. */
  lastActivity: string;
  /** False after unfriending, a block or leaving: history stays readable, nothing can be sent. */
  isWritable: boolean;
  /** True while an own message here waits, and while one has failed. */
  hasQueued: boolean;
  hasFailed: boolean;
}

export interface RequestsView {
  incoming: readonly FriendRequest[];
  outgoing: readonly FriendRequest[];
}

/**
 * Messages of others that this account has not been told of on this device: each is announced
 * once over all tabs, in one tab. `isCatchUp`: they came while the client was away.
 */
export interface NewMessages {
  conversationId: string;
  messages: readonly MessageRow[];
  isCatchUp: boolean;
}
