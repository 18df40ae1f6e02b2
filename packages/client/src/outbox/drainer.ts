import type { CommandRefusal } from "@parley/protocol/commands";
import { createBackoff, type Backoff } from "../backoff.ts";
import type { Clock, Random } from "../environment.ts";
import { FencedError, type Ledger } from "../ledger.ts";
import type { OutboxRow } from "../store/rows.ts";
import type { Reading, Writing } from "../store/store.ts";
import { readMeta } from "../sync/meta.ts";
import { createTimer, type Timer } from "../timer.ts";
import { TransportError, type Transport } from "../transport.ts";
import { isTooOld, pickBatch, SINGLY } from "./batch.ts";
import { knownVer, WAITED_TOO_LONG } from "./queue.ts";
import { acknowledge, fail, isPassing, settleConflict, settleSend } from "./settle.ts";

export interface DrainerParts {
  userId: string;
  ledger: Ledger;
  transport: Pick<Transport, "command">;
  clock: Clock;
  random: Random;
  /** An answer came from another epoch: only a sync can tell what became of things. */
  onForeignEpoch(): void;
  /** The session is over; nothing goes out until the next connection. */
  onUnauthenticated(code: string): void;
  onFenced(): void;
}

/** What a conversation's queue does: one command in flight at most, then the next. */
interface Lane {
  backoff: Backoff;
  retry: Timer;
  isBusy: boolean;
  /** Something was queued while it was busy: look once more. */
  isWanted: boolean;
}

/** Sends what waits in the outbox: in order within a conversation, beside each other across them. */
export class Drainer {
  readonly #parts: DrainerParts;
  readonly #lanes = new Map<string, Lane>();
  #isOpen = false;

  constructor(parts: DrainerParts) {
    this.#parts = parts;
  }

  /** The connection is live: whatever waits may go. */
  open(): void {
    this.#isOpen = true;
    this.retryNow();
  }

  /** The connection is gone; what is in flight finds out by itself. */
  shut(): void {
    this.#isOpen = false;
    for (const lane of this.#lanes.values()) lane.retry.stop();
  }

  /** Ends every waiting time. */
  retryNow(): void {
    for (const lane of this.#lanes.values()) {
      lane.backoff.reset();
      lane.retry.stop();
    }
    this.wake();
  }

  /** Something was queued, or may be tried again. */
  wake(): void {
    if (!this.#isOpen) return;
    const reading = this.#parts.ledger.read((tx) => readWaiting(tx, null));
    reading.then(
      (waiting) => {
        const ids = new Set(waiting.map(({ conversationId }) => conversationId));
        for (const id of ids) void this.#drain(id);
      },
      // The store was closed: nothing more goes out from here.
      () => {},
    );
  }

  #laneOf(conversationId: string): Lane {
    const known = this.#lanes.get(conversationId);
    if (known) return known;
    const { random, clock } = this.#parts;
    const lane: Lane = {
      backoff: createBackoff(random),
      retry: createTimer(clock),
      isBusy: false,
      isWanted: false,
    };
    this.#lanes.set(conversationId, lane);
    return lane;
  }

  async #drain(conversationId: string): Promise<void> {
    const lane = this.#laneOf(conversationId);
    if (lane.retry.isPending()) return;
    lane.isWanted = true;
    if (lane.isBusy) return;
    lane.isBusy = true;
    let waitMs: number | null = null;
    try {
      while (this.#isOpen && lane.isWanted && waitMs === null) {
        lane.isWanted = false;
        waitMs = await this.#empty(conversationId, lane);
      }
    } catch (error) {
      if (error instanceof FencedError) this.#parts.onFenced();
      else waitMs = lane.backoff.next();
    } finally {
      lane.isBusy = false;
    }
    if (waitMs === null || !this.#isOpen) return;
    lane.retry.start(waitMs, () => void this.#drain(conversationId));
  }

  /** Sends batch after batch until none is left, or one has to wait: then returns how long. */
  async #empty(conversationId: string, lane: Lane): Promise<number | null> {
    while (this.#isOpen) {
      const batch = await this.#takeBatch(conversationId);
      if (batch.length === 0) return null;
      const waitMs = await this.#attempt(batch, lane);
      if (waitMs !== null) return waitMs;
    }
    return null;
  }

  /** Marks the next command attempted before it leaves: from then on it is not rewritten. */
  #takeBatch(conversationId: string): Promise<OutboxRow[]> {
    const { ledger, clock } = this.#parts;
    return ledger.writeAsLeader(async (tx) => {
      const waiting: OutboxRow[] = [];
      for (const row of await readWaiting(tx, conversationId)) {
        if (isTooOld(row, clock.now())) await fail(tx, row, WAITED);
        else waiting.push(row);
      }
      const batch: OutboxRow[] = [];
      for (const row of pickBatch(waiting)) {
        const ready = { ...row, command: await withBase(tx, row), isAttempted: true };
        if (!row.isAttempted) await tx.put("outbox", ready);
        batch.push(ready);
      }
      return batch;
    });
  }

  /** Sends a batch. Returns how long to wait before the next attempt, null when it was answered. */
  async #attempt(batch: OutboxRow[], lane: Lane): Promise<number | null> {
    const [first] = batch;
    if (!first) return null;
    try {
      const isAnswered =
        first.command.kind === "send" ? await this.#send(batch) : await this.#change(first);
      if (!isAnswered) return lane.backoff.next();
      lane.backoff.reset();
      return null;
    } catch (error) {
      if (error instanceof PassingRefusal) return lane.backoff.next(error.retryAfterMs);
      if (!(error instanceof TransportError)) throw error;
      if (error.wasCut) await this.#countCut(batch);
      return lane.backoff.next(error.retryAfterMs);
    }
  }

  async #send(batch: OutboxRow[]): Promise<boolean> {
    const { transport, clock } = this.#parts;
    const conversationId = batch[0]?.conversationId ?? "";
    const messages = batch.flatMap(({ messageId, command }) =>
      command.kind === "send"
        ? [{ id: messageId, kind: "text" as const, body: command.body, lang: command.lang }]
        : [],
    );
    const ack = await transport.command("message:send", { conversationId, messages });
    if (!ack.ok) return this.#handleRefusal(batch, ack);
    const { results } = ack;
    const isOurs = await this.#settle(ack.epoch, (tx) =>
      settleSend(tx, batch, { results, now: clock.now() }),
    );
    return isOurs && results.every((result) => result.ok || !isPassing(result.error.code));
  }

  async #change(row: OutboxRow): Promise<boolean> {
    const { transport, clock } = this.#parts;
    const { conversationId, messageId: id, command } = row;
    const ack =
      command.kind === "edit"
        ? await transport.command("message:edit", {
            conversationId,
            id,
            body: command.body,
            lang: command.lang,
            baseVer: command.baseVer ?? 0,
          })
        : await transport.command("message:delete", { conversationId, id, for: "everyone" });
    if (!ack.ok) return this.#handleRefusal([row], ack);
    const success = { ver: ack.ver, at: null, now: clock.now() };
    return this.#settle(ack.epoch, (tx) => acknowledge(tx, row, success));
  }

  /** Returns false when the refusal is no answer at all; throws when it only says "later". */
  async #handleRefusal(batch: OutboxRow[], refusal: CommandRefusal): Promise<boolean> {
    const { userId, onUnauthenticated } = this.#parts;
    const { code, retryAfterMs = null } = refusal.error;
    if (isPassing(code)) throw new PassingRefusal(retryAfterMs);
    if (SESSION_CODES.has(code)) {
      this.shut();
      onUnauthenticated(code);
      return false;
    }
    return this.#settle(refusal.epoch, async (tx) => {
      const isWholeRefused = batch.length > 1 && (code === "VALIDATION" || code === "TOO_LARGE");
      for (const row of batch) {
        // One of them may be the reason: singly each gets its own answer.
        if (isWholeRefused) await tx.put("outbox", { ...row, cuts: SINGLY });
        else if (code === "CONFLICT") await settleConflict(tx, row, { refusal, userId });
        else await fail(tx, row, refusal.error);
      }
    });
  }

  /** Commits what an answer says, unless it is of another epoch: then it is no answer. */
  async #settle(epoch: string | undefined, work: (tx: Writing) => Promise<void>): Promise<boolean> {
    const isOurs = await this.#parts.ledger.writeAsLeader(async (tx) => {
      if (epoch !== undefined && epoch !== (await readMeta(tx, "sync")).epoch) return false;
      await work(tx);
      return true;
    });
    if (!isOurs) this.#parts.onForeignEpoch();
    return isOurs;
  }

  #countCut(batch: readonly OutboxRow[]): Promise<void> {
    return this.#parts.ledger.writeAsLeader(async (tx) => {
      for (const { n } of batch) {
        const row = await tx.get("outbox", n);
        if (row) await tx.put("outbox", { ...row, cuts: row.cuts + 1 });
      }
    });
  }
}

const SESSION_CODES = new Set(["UNAUTHENTICATED", "SESSION_EXPIRED", "SESSION_REVOKED"]);

const WAITED = {
  code: WAITED_TOO_LONG,
  message: "This has waited for more than a day. Send it now?",
};

/** The server says "later". */
class PassingRefusal extends Error {
  readonly retryAfterMs: number | null;

  constructor(retryAfterMs: number | null) {
    super("Try again later.");
    this.retryAfterMs = retryAfterMs;
  }
}

async function readWaiting(tx: Reading, conversationId: string | null): Promise<OutboxRow[]> {
  return (await tx.all("outbox")).filter(
    (row) =>
      row.failure === null && (conversationId === null || row.conversationId === conversationId),
  );
}

async function withBase(tx: Writing, row: OutboxRow): Promise<OutboxRow["command"]> {
  if (row.command.kind !== "edit" || row.command.baseVer !== null) return row.command;
  return { ...row.command, baseVer: await knownVer(tx, row) };
}
