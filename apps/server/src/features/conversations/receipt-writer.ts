import type { Clock } from "#kernel/clock";

export interface Cursors {
  delivered: number;
  read: number;
}

export interface ReceiptKey {
  conversationId: string;
  userId: string;
}

export interface ReceiptWriter {
  /** Answers once the cursors, perhaps merged with later ones, are durable. */
  advance(key: ReceiptKey, cursors: Cursors): Promise<Cursors>;
  /** Writes at once what waits and refuses nothing that came before. */
  close(): Promise<void>;
}

interface Slot {
  key: ReceiptKey;
  /** What the next write carries, and who waits for it. */
  pending: { cursors: Cursors; answer: PromiseWithResolvers<Cursors> } | null;
  isWriting: boolean;
  nextAt: number;
  timer: NodeJS.Timeout | null;
}

const INTERVAL_MS = 1_000;

/**
 * At most one write a second for a member and conversation: the first goes out at once, those within
 * the second are merged into one more. The acknowledgement waits for the write, so a crash loses
 * nothing that was confirmed.
 */
export function createReceiptWriter(
  write: (key: ReceiptKey, cursors: Cursors) => Promise<Cursors>,
  clock: Clock,
): ReceiptWriter {
  const slots = new Map<string, Slot>();
  const running = new Set<Promise<void>>();
  let isClosing = false;

  function schedule(slot: Slot): void {
    if (slot.isWriting || slot.timer) return;
    const wait = isClosing ? 0 : slot.nextAt - clock.now().getTime();
    if (wait <= 0) {
      settle(slot);
      return;
    }
    slot.timer = setTimeout(() => {
      slot.timer = null;
      settle(slot);
    }, wait);
  }

  function settle(slot: Slot): void {
    if (!slot.pending) {
      slots.delete(nameOf(slot.key));
      return;
    }
    const job = flush(slot, slot.pending).finally(() => running.delete(job));
    running.add(job);
  }

  async function flush(slot: Slot, { cursors, answer }: NonNullable<Slot["pending"]>) {
    slot.pending = null;
    slot.isWriting = true;
    slot.nextAt = clock.now().getTime() + INTERVAL_MS;
    try {
      answer.resolve(await write(slot.key, cursors));
    } catch (error) {
      answer.reject(error);
    }
    slot.isWriting = false;
    schedule(slot);
  }

  return {
    async advance(key, cursors) {
      const slot = slots.get(nameOf(key)) ?? createSlot(key);
      slots.set(nameOf(key), slot);
      slot.pending = merge(slot.pending, cursors);
      const { promise } = slot.pending.answer;
      schedule(slot);
      return promise;
    },

    async close() {
      isClosing = true;
      for (const slot of slots.values()) {
        if (slot.timer) clearTimeout(slot.timer);
        slot.timer = null;
        schedule(slot);
      }
      while (running.size > 0) await Promise.all(running);
    },
  };
}

/** Both cursors only rise; everybody who waits gets the answer of the one write. */
function merge(pending: Slot["pending"], cursors: Cursors): NonNullable<Slot["pending"]> {
  return {
    cursors: {
      delivered: Math.max(pending?.cursors.delivered ?? 0, cursors.delivered),
      read: Math.max(pending?.cursors.read ?? 0, cursors.read),
    },
    answer: pending?.answer ?? Promise.withResolvers(),
  };
}

function createSlot(key: ReceiptKey): Slot {
  return { key, pending: null, isWriting: false, nextAt: 0, timer: null };
}

function nameOf({ conversationId, userId }: ReceiptKey): string {
  return `${conversationId}:${userId}`;
}
