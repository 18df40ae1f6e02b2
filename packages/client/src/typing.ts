import type { Clock } from "./environment.ts";

/** At most once in this time one's own typing is told, in milliseconds. */
const SPACING_MS = 3_000;

export interface TypingParts {
  clock: Clock;
  /** Tells the others; it may be lost. */
  tell(conversationId: string, typing: { isTyping: boolean; lang: string | null }): void;
}

/** Tells the others that this person types: on the first keystroke, then every 3 s. */
export class TypingTeller {
  readonly #parts: TypingParts;
  readonly #toldAt = new Map<string, number>();

  constructor(parts: TypingParts) {
    this.#parts = parts;
  }

  start(conversationId: string, lang: string | null): void {
    const now = this.#parts.clock.now();
    const toldAt = this.#toldAt.get(conversationId);
    // A clock that was set back must not silence it for hours.
    if (toldAt !== undefined && Math.abs(now - toldAt) < SPACING_MS) return;
    this.#toldAt.set(conversationId, now);
    this.#parts.tell(conversationId, { isTyping: true, lang });
  }

  stop(conversationId: string): void {
    if (!this.#toldAt.delete(conversationId)) return;
    this.#parts.tell(conversationId, { isTyping: false, lang: null });
  }
}
