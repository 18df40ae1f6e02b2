import type { Clock } from "./environment.ts";
import { FencedError, type Ledger } from "./ledger.ts";
import type { ConversationState } from "./store/rows.ts";
import { confirm } from "./sync/conversation-state.ts";
import { putState } from "./sync/merge.ts";
import type { Transport } from "./transport.ts";

/** At most one receipt a second goes out for a conversation; those within it become one. */
const SPACING_MS = 1_000;

export interface ReceiptParts {
  ledger: Ledger;
  transport: Pick<Transport, "command">;
  clock: Clock;
  getStates(): Iterable<ConversationState>;
  onFenced(): void;
}

/** Tells the server how far this person's devices hold and have read, until it has said so itself. */
export class Receipts {
  readonly #parts: ReceiptParts;
  /** Conversations that wait out their second, with the timer that ends it. */
  readonly #resting = new Map<string, unknown>();
  /** What went out last: the same again only after a sync. */
  readonly #sent = new Map<string, { read: number; delivered: number }>();
  #isOpen = false;

  constructor(parts: ReceiptParts) {
    this.#parts = parts;
  }

  open(): void {
    this.#isOpen = true;
  }

  shut(): void {
    this.#isOpen = false;
    for (const handle of this.#resting.values()) this.#parts.clock.clearTimeout(handle);
    this.#resting.clear();
  }

  /** Sends again whatever the server has not confirmed: called after each sync. */
  resendAll(): void {
    for (const state of this.#parts.getStates()) this.handleState(state);
  }

  /** A conversation changed: its cursors may have moved. */
  handleState(state: ConversationState): void {
    if (!this.#isOpen || this.#resting.has(state.id) || !isAhead(state)) return;
    this.#rest(state.id);
    void this.#send(state);
  }

  #rest(conversationId: string): void {
    const handle = this.#parts.clock.setTimeout(() => {
      this.#resting.delete(conversationId);
      // A store that is closed has nothing left to tell.
      this.#lookAgain(conversationId).catch(() => {});
    }, SPACING_MS);
    this.#resting.set(conversationId, handle);
  }

  /** Cursors that moved while it rested go out together. */
  async #lookAgain(conversationId: string): Promise<void> {
    const state = await this.#parts.ledger.read((tx) => tx.get("conversations", conversationId));
    const last = this.#sent.get(conversationId);
    if (!state || (last && last.read >= state.readSeq && last.delivered >= state.deliveredSeq)) {
      return;
    }
    this.handleState(state);
  }

  async #send(state: ConversationState): Promise<void> {
    const { transport, ledger, onFenced } = this.#parts;
    const { id: conversationId, readSeq: read, deliveredSeq } = state;
    const delivered = Math.max(deliveredSeq, read);
    this.#sent.set(conversationId, { read, delivered });
    try {
      const ack = await transport.command("receipt:advance", { conversationId, delivered, read });
      if (!ack.ok) return;
      await ledger.writeAsLeader(async (tx) => {
        const held = await tx.get("conversations", conversationId);
        // Replaced since: its counters may be another server's.
        if (!held || held.edition !== state.edition) return;
        await putState(tx, { ...held, confirmed: confirm(held.confirmed, ack) });
      });
    } catch (error) {
      // The next sync sends it again.
      if (error instanceof FencedError) onFenced();
    }
  }
}

function isAhead({ readSeq, deliveredSeq, confirmed }: ConversationState): boolean {
  return readSeq > confirmed.read || deliveredSeq > confirmed.delivered;
}
