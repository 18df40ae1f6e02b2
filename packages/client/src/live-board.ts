import type { PresenceChanged, TypingChanged } from "@parley/protocol/events";
import type { Presence } from "@parley/protocol/presence";
import type { Clock } from "./environment.ts";
import { createEmitter, type EventStream } from "./observable.ts";
import type { PresenceView, TypingView } from "./views.ts";

/** Typing ends by itself without news, in milliseconds. */
const TYPING_MS = 6_000;

const NOBODY: readonly TypingView[] = [];
const UNKNOWN: PresenceView = { state: null, lastSeen: null };

/** What the board shows, as it travels to other tabs. */
export interface BoardSnapshot {
  typing: [string, readonly TypingView[]][];
  presence: [string, PresenceView][];
}

/** What is true only now, and never stored: who types, who is there. */
export class LiveBoard {
  readonly #clock: Clock;
  readonly #userId: string;
  readonly #changed = createEmitter<void>();
  readonly #expiries = new Map<string, unknown>();
  #typing = new Map<string, readonly TypingView[]>();
  #presence = new Map<string, PresenceView>();

  constructor(clock: Clock, userId: string) {
    this.#clock = clock;
    this.#userId = userId;
  }

  get changed(): EventStream<void> {
    return this.#changed;
  }

  typingIn(conversationId: string): readonly TypingView[] {
    return this.#typing.get(conversationId) ?? NOBODY;
  }

  presenceOf(userId: string): PresenceView {
    return this.#presence.get(userId) ?? UNKNOWN;
  }

  handleTyping({ conversationId, userId, activity, lang }: TypingChanged): void {
    if (userId === this.#userId) return;
    if (activity === null) return this.endTyping(conversationId, userId);
    const key = `${conversationId}/${userId}`;
    this.#clock.clearTimeout(this.#expiries.get(key));
    const expire = () => this.endTyping(conversationId, userId);
    this.#expiries.set(key, this.#clock.setTimeout(expire, TYPING_MS));
    const others = this.typingIn(conversationId).filter((view) => view.userId !== userId);
    this.#typing.set(conversationId, [...others, { userId, activity, lang: lang ?? null }]);
    this.#changed.emit();
  }

  /** Somebody stopped, or what they typed has arrived. */
  endTyping(conversationId: string, userId: string): void {
    const key = `${conversationId}/${userId}`;
    this.#clock.clearTimeout(this.#expiries.get(key));
    this.#expiries.delete(key);
    const before = this.typingIn(conversationId);
    const left = before.filter((view) => view.userId !== userId);
    if (left.length === before.length) return;
    if (left.length > 0) this.#typing.set(conversationId, left);
    else this.#typing.delete(conversationId);
    this.#changed.emit();
  }

  handlePresence({ userId, state, lastSeen }: Presence | PresenceChanged): void {
    this.#presence.set(userId, { state, lastSeen: lastSeen ?? null });
    this.#changed.emit();
  }

  /** The answer to a new list of people: nobody else is known any more. */
  replacePresence(states: readonly Presence[]): void {
    this.#presence = new Map(
      states.map(({ userId, state, lastSeen }) => [userId, { state, lastSeen: lastSeen ?? null }]),
    );
    this.#changed.emit();
  }

  /** Without a connection nothing is known. */
  clear(): void {
    for (const handle of this.#expiries.values()) this.#clock.clearTimeout(handle);
    this.#expiries.clear();
    if (this.#typing.size === 0 && this.#presence.size === 0) return;
    this.#typing = new Map();
    this.#presence = new Map();
    this.#changed.emit();
  }

  snapshot(): BoardSnapshot {
    return { typing: [...this.#typing], presence: [...this.#presence] };
  }

  /** Shows what the leading tab knows. */
  accept(snapshot: BoardSnapshot): void {
    this.#typing = new Map(snapshot.typing);
    this.#presence = new Map(snapshot.presence);
    this.#changed.emit();
  }
}
