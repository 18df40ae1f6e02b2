import type { EventName } from "@parley/protocol/events";
import type { Touch } from "./changes-store.ts";
import type { Changes } from "./changes.ts";
import type { Database, Tx } from "./database.ts";
import type { Delivery, Outgoing } from "./delivery.ts";

/** One transaction and what follows from it once it has committed. */
export interface Unit {
  tx: Tx;
  /** Records that an entity of this person's changed; the row is presented and told after commit. */
  touch(touch: Touch): void;
  /** Tells people's sockets after commit; dropped when the transaction rolls back. */
  emit<N extends EventName>(userIds: readonly string[], event: N, payload: Outgoing<N>): void;
  /** Runs after commit, before the events go out. */
  afterCommit(effect: () => void): void;
}

/** Runs `work` in one READ COMMITTED transaction; a deadlock or serialization failure is tried again. */
export type Transact = <T>(work: (unit: Unit) => Promise<T>) => Promise<T>;

const RETRIED = new Set(["40P01", "40001"]);
const MOST_TRIES = 4;

export function createTransact(parts: {
  db: Database;
  changes: Changes;
  delivery: Delivery;
}): Transact {
  return async function transact<T>(work: (unit: Unit) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await runOnce(parts, work);
      } catch (error) {
        if (attempt === MOST_TRIES || !RETRIED.has(sqlState(error))) throw error;
      }
    }
  };
}

async function runOnce<T>(
  { db, changes, delivery }: { db: Database; changes: Changes; delivery: Delivery },
  work: (unit: Unit) => Promise<T>,
): Promise<T> {
  const touches: Touch[] = [];
  const effects: (() => void)[] = [];
  const events: (() => void)[] = [];
  const result = await db.transaction(async (tx) => {
    const value = await work({
      tx,
      touch: (touch) => touches.push(touch),
      afterCommit: (effect) => effects.push(effect),
      emit: (userIds, event, payload) =>
        events.push(() => delivery.toUsers(userIds, event, payload)),
    });
    // People are locked last and in the order of their ids, after any conversation.
    for (const told of await changes.record(tx, touches)) {
      events.push(() => delivery.toUsers([told.userId], "user:changed", told.payload));
    }
    return value;
  });
  for (const effect of effects) effect();
  for (const event of events) event();
  return result;
}

/** The SQLSTATE of a database error, also when the query layer wrapped it; otherwise an empty string. */
export function sqlState(error: unknown): string {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string") return cause.code;
  }
  return "";
}

/** The name of the violated constraint, when the error is one. */
export function violatedConstraint(error: unknown): string | null {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if ("constraint_name" in cause && typeof cause.constraint_name === "string") {
      return cause.constraint_name;
    }
  }
  return null;
}
