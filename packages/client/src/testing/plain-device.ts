import type { HistoryQuery } from "@parley/protocol/messages";
import type { SyncAnswer } from "@parley/protocol/sync";
import { createLedger, type Ledger } from "../ledger.ts";
import { createMemoryStore } from "../store/memory-store.ts";
import type { ConversationState } from "../store/rows.ts";
import type { Store } from "../store/store.ts";
import {
  applyConversationEvent,
  applyReceiptEvent,
  applyUserEvent,
  type Outcome,
} from "../sync/apply-event.ts";
import { applyHistory } from "../sync/apply-history.ts";
import { applyPage, type PageResult } from "../sync/apply-page.ts";
import { prepareRequest, type PreparedRequest, type Scope } from "../sync/requests.ts";
import type { ServerEvent } from "../transport.ts";
import { answerHistory, answerSync } from "./model-answers.ts";
import type { ModelServer } from "./model-server.ts";

/** A request that has been answered, but whose answer has not arrived. */
export interface Pending {
  asked: PreparedRequest;
  answer: SyncAnswer;
}

/** A device without engine or network: a test decides what arrives, and when. */
export class PlainDevice {
  readonly userId: string;
  readonly server: ModelServer;
  readonly store: Store;
  readonly ledger: Ledger;
  /** Events that were sent to this person, in order. */
  readonly events: ServerEvent[] = [];

  constructor(server: ModelServer, userId: string, store: Store = createMemoryStore()) {
    this.server = server;
    this.userId = userId;
    this.store = store;
    this.ledger = createLedger(store);
    server.onDelivery = ({ to, event }) => {
      if (to.includes(userId)) this.events.push(structuredClone(event));
    };
  }

  apply(event: ServerEvent): Promise<Outcome | null> {
    const { userId } = this;
    return this.ledger.write(async (tx) => {
      if (event.name === "conversation:changed") {
        return applyConversationEvent(tx, event.payload, userId);
      }
      if (event.name === "user:changed") return applyUserEvent(tx, event.payload);
      if (event.name === "receipt:changed") return applyReceiptEvent(tx, event.payload, userId);
      return null;
    });
  }

  /** Asks, and keeps the answer back. */
  async ask(scope: Scope = { kind: "all", after: "" }): Promise<Pending> {
    const asked = await this.ledger.read((tx) =>
      prepareRequest(tx, scope, { open: null, next: null }),
    );
    return { asked, answer: structuredClone(answerSync(this.server, this.userId, asked.request)) };
  }

  /** The answer arrives. */
  receive({ asked, answer }: Pending): Promise<PageResult> {
    const circumstances = { userId: this.userId, now: 0, asked };
    return this.ledger.write((tx) => applyPage(tx, structuredClone(answer), circumstances));
  }

  /** Asks until nothing more follows; how many requests it took. */
  async sync(): Promise<number> {
    for (let count = 1; count <= 200; count += 1) {
      const pending = await this.ask();
      await this.receive(pending);
      const { user, conversations, next } = pending.answer;
      if (!user.more && !next && !conversations.some(({ more }) => more)) return count;
    }
    throw new Error("The sync does not end.");
  }

  /** Fetches history and keeps it. */
  async fetch(conversationId: string, query: HistoryQuery): Promise<boolean> {
    const page = answerHistory(this.server, this.userId, { conversationId, query });
    const { edition } = await this.state(conversationId);
    if (!page) return false;
    const asked = { conversationId, edition, userId: this.userId };
    return this.ledger.write((tx) => applyHistory(tx, structuredClone(page), asked));
  }

  async state(conversationId: string): Promise<ConversationState> {
    const state = await this.store.read((tx) => tx.get("conversations", conversationId));
    if (!state) throw new Error(`${conversationId} is not held.`);
    return state;
  }
}
