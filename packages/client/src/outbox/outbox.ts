import { Body } from "@parley/protocol/messages";
import type { Clock, Random } from "../environment.ts";
import { mintId } from "../ids.ts";
import type { Ledger } from "../ledger.ts";
import { dropFailed, queueAgain, queueDelete, queueEdit, queueSend, type Target } from "./queue.ts";

interface Text {
  body: string;
  lang: string | null;
}

/** Takes what a person writes: it is on disk when the promise resolves. Any tab may do this. */
export class Outbox {
  readonly #ledger: Ledger;
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(parts: { ledger: Ledger; clock: Clock; random: Random }) {
    this.#ledger = parts.ledger;
    this.#clock = parts.clock;
    this.#random = parts.random;
  }

  async send(conversationId: string, text: Text): Promise<string> {
    checkText(text);
    const target = this.#target(conversationId, mintId(this.#clock, this.#random));
    await this.#ledger.write((tx) => queueSend(tx, target, text), "strict");
    return target.messageId;
  }

  async edit(conversationId: string, messageId: string, text: Text): Promise<void> {
    checkText(text);
    const target = this.#target(conversationId, messageId);
    const isQueued = await this.#ledger.write((tx) => queueEdit(tx, target, text), "strict");
    if (!isQueued) throw new RangeError("There is no such message here.");
  }

  remove(conversationId: string, messageId: string): Promise<void> {
    const target = this.#target(conversationId, messageId);
    return this.#ledger.write((tx) => queueDelete(tx, target), "strict");
  }

  retry(conversationId: string, messageId: string): Promise<void> {
    const target = this.#target(conversationId, messageId);
    const freshId = mintId(this.#clock, this.#random);
    return this.#ledger.write((tx) => queueAgain(tx, target, freshId), "strict");
  }

  discard(conversationId: string, messageId: string): Promise<void> {
    const target = this.#target(conversationId, messageId);
    return this.#ledger.write((tx) => dropFailed(tx, target), "strict");
  }

  #target(conversationId: string, messageId: string): Target {
    return { conversationId, messageId, now: this.#clock.now() };
  }
}

function checkText({ body }: Text): void {
  const parsed = Body.safeParse(body);
  if (!parsed.success) throw new RangeError(parsed.error.issues[0]?.message);
}
