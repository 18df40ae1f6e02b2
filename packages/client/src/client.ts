import type { Me, User } from "@parley/protocol/profiles";
import type { LoadCalls } from "./calls/call-manager.ts";
import type { Calls } from "./calls/calls.ts";
import type { CallOptions } from "./calls/options.ts";
import type { Channel, Clock, Environment, Locks, Random } from "./environment.ts";
import type { EventStream, Observable } from "./observable.ts";
import type { Store } from "./store/store.ts";
import type { Transport } from "./transport.ts";
import type {
  ConnectionState,
  ConversationView,
  ConversationWindow,
  NewMessages,
  PresenceView,
  RequestsView,
  TypingView,
} from "./views.ts";

/** A text to send: 1–8,000 Unicode scalar values, kept exactly; `lang` is BCP 47 or null. */
export interface NewText {
  body: string;
  lang: string | null;
}

export type SessionEnd = "SESSION_EXPIRED" | "SESSION_REVOKED";

export interface ClientOptions {
  /** Who is signed in. The store must be this person's own (`openIndexedStore(userId)`). */
  userId: string;
  store: Store;
  transport: Transport;
  /** Default: this machine's time. */
  clock?: Clock;
  /** Default: the platform's randomness. */
  random?: Random;
  /** Default: always visible, always online (Node). */
  environment?: Environment;
  /** Both present: one tab leads for all. Either absent: this client works alone. */
  locks?: Locks;
  channel?: Channel;
  /** Absent: calls are shown, and none can be held (Node). */
  calls?: CallOptions;
  /** Loads what holds calls, when one is first heard of or made. Default: from this package. */
  loadCalls?: LoadCalls;
  /** The session is over: go to the sign-in page. When it was revoked the store has been wiped. */
  onSessionEnded?: (code: SessionEnd) => void;
}

/**
 * Everything a person sees of their account that changes by itself, and everything they do that
 * must not be lost. Profiles, requests and settings are changed over HTTP; what comes of it arrives here.
 */
export interface Client {
  readonly userId: string;
  /** Resolves when what the store holds can be shown; the network is not waited for. */
  readonly ready: Promise<void>;

  readonly connection: Observable<ConnectionState>;
  /** True once the server refuses this version: reload when idle. */
  readonly needsUpdate: Observable<boolean>;
  /** The signed-in person with settings; null until `acceptMe` was called once on this device. */
  readonly me: Observable<Me | null>;
  /** Sorted by last activity, newest first. */
  readonly conversations: Observable<readonly ConversationView[]>;
  /** Null while this person has no such conversation here. */
  conversation(conversationId: string): Observable<ConversationView | null>;
  readonly totalUnread: Observable<number>;
  /** Oldest first. */
  readonly requests: Observable<RequestsView>;
  /** By name. */
  readonly friends: Observable<readonly User[]>;
  /** Ids of the people this person has blocked. */
  readonly blocks: Observable<readonly string[]>;
  user(userId: string): Observable<User | null>;
  presence(userId: string): Observable<PresenceView>;
  typing(conversationId: string): Observable<readonly TypingView[]>;
  /** For toasts and sounds: never one's own messages, each once over all tabs. */
  readonly newMessages: EventStream<NewMessages>;

  readonly calls: Calls;

  /** Opens a window on a conversation, at its newest messages. */
  openConversation(conversationId: string): ConversationWindow;

  /**
   * Queues a message and resolves to its id once it can no longer be lost.
   * Throws `RangeError` when the text can never be sent (empty, too long, NUL, lone surrogates).
   */
  send(conversationId: string, text: NewText): Promise<string>;
  /** Queues an edit of one's own message. Throws `RangeError` like `send`. */
  edit(conversationId: string, messageId: string, text: NewText): Promise<void>;
  /** Queues a deletion for everyone; a message that was never attempted just disappears. */
  remove(conversationId: string, messageId: string): Promise<void>;
  /** Queues a failed message, edit or deletion again. */
  retry(conversationId: string, messageId: string): Promise<void>;
  /** Drops a failed message, edit or deletion. */
  discard(conversationId: string, messageId: string): Promise<void>;
  /** True while messages, edits or deletions wait or have failed: ask before `signOut`. */
  hasUnsent(): boolean;

  /** Says that one is typing; call it on every keystroke, it is sent at most once in 3 s. */
  startTyping(conversationId: string, lang: string | null): void;
  stopTyping(conversationId: string): void;
  /** What is written but not sent; survives reload. */
  draft(conversationId: string): Observable<string>;
  setDraft(conversationId: string, text: string): void;
  /** Shows the presence of these people until `signal` aborts (all watchers together: 500). */
  watchPresence(userIds: readonly string[], signal: AbortSignal): void;

  /** Hands over what an HTTP answer said about oneself (`GET /api/auth/session`, `PATCH /api/users/me`). */
  acceptMe(me: Me): Promise<void>;
  /** Hands over people from HTTP answers; newer profiles win. */
  acceptUsers(users: readonly User[]): Promise<void>;
  /** Asks the server for everything new now. */
  refresh(): void;
  /** Stops, and wipes what this device keeps of the account, in all tabs. The session itself is ended over HTTP. */
  signOut(): Promise<void>;
  /** Stops without losing anything. */
  close(): Promise<void>;
}
