import type { Ledger } from "./ledger.ts";
import type { Mirror } from "./mirror.ts";
import { createEmitter, type EventStream } from "./observable.ts";

/** What is written but not sent: shown at once, stored as fast as the store takes it. */
export class Drafts {
  readonly #ledger: Ledger;
  readonly #mirror: Mirror;
  readonly #changed = createEmitter<void>();
  /** Texts that are newer than the store. */
  readonly #pending = new Map<string, string>();
  #isStoring = false;

  constructor(ledger: Ledger, mirror: Mirror) {
    this.#ledger = ledger;
    this.#mirror = mirror;
    mirror.changed.subscribe(() => this.#changed.emit());
  }

  get changed(): EventStream<void> {
    return this.#changed;
  }

  get(conversationId: string): string {
    return this.#pending.get(conversationId) ?? this.#mirror.drafts.get(conversationId) ?? "";
  }

  set(conversationId: string, text: string): void {
    if (this.get(conversationId) === text) return;
    this.#pending.set(conversationId, text);
    this.#changed.emit();
    void this.#store();
  }

  /** A message was queued: the draft that it was written in is done. */
  handleSent(conversationId: string, body: string): void {
    if (this.#pending.get(conversationId)?.trim() === body.trim()) {
      this.#pending.delete(conversationId);
      this.#changed.emit();
    }
  }

  /** One write at a time, always of the latest text. */
  async #store(): Promise<void> {
    if (this.#isStoring) return;
    this.#isStoring = true;
    try {
      while (this.#pending.size > 0) await this.#storeAll(new Map(this.#pending));
    } catch {
      // A store that is closed keeps nothing more.
    } finally {
      this.#isStoring = false;
    }
  }

  async #storeAll(texts: ReadonlyMap<string, string>): Promise<void> {
    await this.#ledger.write(async (tx) => {
      for (const [conversationId, text] of texts) await tx.put("drafts", { conversationId, text });
    });
    for (const [conversationId, text] of texts) {
      if (this.#pending.get(conversationId) === text) this.#pending.delete(conversationId);
    }
  }
}
