import { busy } from "#kernel/errors";
import type { NewMessage } from "@parley/protocol/messages";

/** One command: the messages of one sender to one conversation, in their order. */
export interface SendJob {
  senderId: string;
  conversationId: string;
  messages: readonly NewMessage[];
}

/** One message on its way into a batch. */
export interface Draft {
  senderId: string;
  conversationId: string;
  message: NewMessage;
}

export type Outcome =
  | { outcome: "sent" | "duplicate"; seq: number; ver: number; at: Date }
  | { outcome: "taken" | "cannot_write" | "not_member" | "failed" };

export interface CollectorDeps {
  /** One transaction: stores the drafts, tells the members after commit, answers in order. */
  store(drafts: readonly Draft[]): Promise<Outcome[]>;
  /** The database is away: nothing is known of the outcome, and trying again now is useless. */
  isAway(error: unknown): boolean;
  /** A wait ended: worth trying again later, although not now. */
  isTimeout(error: unknown): boolean;
  /** A single message that cannot be stored. */
  onPoisoned(error: unknown, draft: Draft): void;
}

export interface Collector {
  /** Answers one outcome a message once they are committed; throws BUSY when that cannot be promised. */
  send(job: SendJob): Promise<Outcome[]>;
  /** Takes nothing more and waits for what is queued. */
  close(): Promise<void>;
}

interface Queued {
  job: SendJob;
  answer: PromiseWithResolvers<Outcome[]>;
}

const MOST_IN_FLIGHT = 2;
const LARGEST_BATCH = 256;
const LONGEST_QUEUE = 10_000;

/**
 * Group commit: at most two transactions in flight, each given whatever waits, and what arrives in one
 * turn of the event loop waits together. Without a timer an idle server answers in one commit and a busy
 * one batches by itself. A conversation is never in two batches
 * in flight, retries included, or a later message would overtake an earlier one.
 */
export function createCollector(deps: CollectorDeps): Collector {
  const waiting = new Map<string, Queued[]>();
  const inFlight = new Set<string>();
  const running = new Set<Promise<void>>();
  let queuedMessages = 0;
  let isClosed = false;
  // When all that has arrived is read: a transaction for each would cost several times as much.
  const startSoon = oncePerTurn(start);

  function start(): void {
    while (running.size < MOST_IN_FLIGHT) {
      const batch = takeBatch();
      if (batch.length === 0) return;
      const conversations = new Set(batch.map(({ job }) => job.conversationId));
      for (const id of conversations) inFlight.add(id);
      const run = runBatch(deps, batch).finally(() => {
        for (const id of conversations) inFlight.delete(id);
        running.delete(run);
        startSoon();
      });
      running.add(run);
    }
  }

  /** Conversations in the order in which they began to wait; one that is left with more goes last. */
  function takeBatch(): Queued[] {
    const batch: Queued[] = [];
    let room = LARGEST_BATCH;
    for (const [conversationId, queue] of waiting) {
      if (inFlight.has(conversationId)) continue;
      const count = countFitting(queue, room);
      if (count === 0) break;
      const taken = queue.splice(0, count);
      waiting.delete(conversationId);
      if (queue.length > 0) waiting.set(conversationId, queue);
      for (const { job } of taken) room -= job.messages.length;
      batch.push(...taken);
      if (queue.length > 0) break;
    }
    queuedMessages -= LARGEST_BATCH - room;
    return batch;
  }

  return {
    async send(job) {
      if (isClosed || queuedMessages + job.messages.length > LONGEST_QUEUE) throw busy();
      const queued: Queued = { job, answer: Promise.withResolvers() };
      const queue = waiting.get(job.conversationId);
      if (queue) queue.push(queued);
      else waiting.set(job.conversationId, [queued]);
      queuedMessages += job.messages.length;
      startSoon();
      return queued.answer.promise;
    },

    async close() {
      isClosed = true;
      while (running.size > 0 || waiting.size > 0) {
        start();
        await Promise.all(running);
      }
    },
  };
}

/** Acts at the end of this turn of the event loop, however often it is asked to. */
function oncePerTurn(act: () => void): () => void {
  let isPlanned = false;
  return () => {
    if (isPlanned) return;
    isPlanned = true;
    setImmediate(() => {
      isPlanned = false;
      act();
    });
  };
}

/** How many of the first commands fit, whole. */
function countFitting(queue: readonly Queued[], room: number): number {
  let left = room;
  let count = 0;
  for (const { job } of queue) {
    left -= job.messages.length;
    if (left < 0) break;
    count += 1;
  }
  return count;
}

async function runBatch(deps: CollectorDeps, batch: readonly Queued[]): Promise<void> {
  try {
    const outcomes = await deps.store(batch.flatMap(({ job }) => toDrafts(job)));
    let from = 0;
    for (const { job, answer } of batch) {
      answer.resolve(outcomes.slice(from, from + job.messages.length));
      from += job.messages.length;
    }
  } catch (error) {
    if (deps.isAway(error)) refuse(batch);
    else await runSingly(deps, batch);
  }
}

/** One message a transaction, in order: a poisoned one fails alone. */
async function runSingly(deps: CollectorDeps, batch: readonly Queued[]): Promise<void> {
  const stuck = new Set<string>();
  for (const [index, queued] of batch.entries()) {
    const { job, answer } = queued;
    // Behind a message that timed out nothing of its conversation goes ahead of it.
    if (stuck.has(job.conversationId)) {
      refuse([queued]);
      continue;
    }
    try {
      const outcomes: Outcome[] = [];
      for (const draft of toDrafts(job)) outcomes.push(await storeOne(deps, draft));
      answer.resolve(outcomes);
    } catch (error) {
      if (deps.isAway(error)) {
        refuse(batch.slice(index));
        return;
      }
      stuck.add(job.conversationId);
      refuse([queued]);
    }
  }
}

async function storeOne(deps: CollectorDeps, draft: Draft): Promise<Outcome> {
  try {
    const [outcome] = await deps.store([draft]);
    if (!outcome) throw new Error("A message was stored without an answer.");
    return outcome;
  } catch (error) {
    if (deps.isAway(error) || deps.isTimeout(error)) throw error;
    deps.onPoisoned(error, draft);
    return { outcome: "failed" };
  }
}

function refuse(batch: readonly Queued[]): void {
  for (const { answer } of batch) answer.reject(busy());
}

function toDrafts({ senderId, conversationId, messages }: SendJob): Draft[] {
  return messages.map((message) => ({ senderId, conversationId, message }));
}
