import type { Sql, TransactionSql } from "postgres";
import { isDatabaseAway } from "./database-away.ts";
import { errorCode } from "./start-fault.ts";

/**
 * Transactions on connections of their own, one client each.
 *
 * When a connection dies inside a transaction the driver still writes a ROLLBACK to it, which ends
 * the whole process, and a query that follows may run outside any transaction on the connection
 * that was made anew. Here such a transaction is left alone for good: it has already been refused
 * with CONNECTION_CLOSED, and nothing more is sent for it.
 */
export interface Transactions {
  begin: Sql["begin"];
  end(seconds: number): Promise<void>;
}

/** One client with one connection. */
interface Line {
  client: Sql;
  /** Rises each time the connection is lost. */
  losses: number;
}

interface Slot {
  line: Line;
}

type Connect = (onclose: () => void) => Sql;

const MOST_ATTEMPTS = 2;
/** Timeouts of a statement and of a lock, and a read-only server: the connection is as good as before. */
const STILL_CONNECTED = new Set(["57014", "55P03", "25006"]);

type Work = (tx: TransactionSql) => unknown;

export function createTransactions(size: number, connect: Connect): Transactions {
  const idle: Slot[] = Array.from({ length: size }, () => ({ line: createLine(connect) }));
  const slots = [...idle];
  const waiting: ((slot: Slot) => void)[] = [];

  async function acquire(): Promise<Slot> {
    return idle.pop() ?? new Promise((resolve) => waiting.push(resolve));
  }

  function release(slot: Slot): void {
    const next = waiting.shift();
    if (next) next(slot);
    else idle.push(slot);
  }

  async function begin(first: string | Work, second?: Work): Promise<unknown> {
    const work = typeof first === "string" ? second : first;
    if (!work) throw new TypeError("A transaction needs something to do.");
    const mode = typeof first === "string" ? first : "";
    const slot = await acquire();
    let hasBegun = false;
    const run = (tx: TransactionSql) => {
      hasBegun = true;
      return runOn(slot.line, tx, work);
    };
    try {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await slot.line.client.begin(mode, run);
        } catch (error) {
          if (!isDatabaseAway(error) || STILL_CONNECTED.has(errorCode(error))) throw error;
          replaceLine(slot, connect);
          // A connection found dead before anything was done on it is no failure.
          if (hasBegun || attempt === MOST_ATTEMPTS) throw error;
        }
      }
    } finally {
      release(slot);
    }
  }

  return {
    // The driver's overloads for arrays of queries are not offered: every caller passes a function.
    begin: begin as Sql["begin"],
    async end(seconds) {
      await Promise.all(slots.map(({ line }) => line.client.end({ timeout: seconds })));
    },
  };
}

function createLine(connect: Connect): Line {
  const line: Line = { client: connect(noteLoss), losses: 0 };
  function noteLoss(): void {
    line.losses += 1;
  }
  return line;
}

/** After a loss the driver's connection may answer with the error of its former life, or not at all. */
function replaceLine(slot: Slot, connect: Connect): void {
  slot.line.client.end({ timeout: 0 }).catch(() => {});
  slot.line = createLine(connect);
}

async function runOn(line: Line, tx: TransactionSql, work: Work): Promise<unknown> {
  const { losses } = line;
  const isLost = () => line.losses !== losses;
  let outcome: unknown;
  let failure: { error: unknown } | null = null;
  try {
    outcome = await work(guard(tx, isLost));
  } catch (error) {
    failure = { error };
  }
  // Settling would make the driver write COMMIT or ROLLBACK to a connection that is gone.
  if (isLost()) return new Promise(() => {});
  if (failure) throw failure.error;
  return outcome;
}

function guard(tx: TransactionSql, isLost: () => boolean): TransactionSql {
  function check(): void {
    if (isLost()) {
      throw Object.assign(new Error("The connection was lost during the transaction."), {
        code: "CONNECTION_CLOSED",
      });
    }
  }
  return new Proxy(tx, {
    apply(target, self, args) {
      check();
      return Reflect.apply(target, self, args);
    },
    get(target, key, receiver) {
      if (key === "unsafe") {
        return (query: string, parameters: never[] = [], options = {}) => {
          check();
          return target.unsafe(query, parameters, { ...options, prepare: parameters.length > 0 });
        };
      }
      if (key === "savepoint") {
        return (...args: unknown[]) => {
          check();
          return savepoint(target, args, isLost);
        };
      }
      return Reflect.get(target, key, receiver);
    },
  });
}

async function savepoint(
  tx: TransactionSql,
  args: unknown[],
  isLost: () => boolean,
): Promise<unknown> {
  const work = args.at(-1) as Work;
  return tx.savepoint(async (inner) => {
    try {
      return await work(guard(inner, isLost));
    } catch (error) {
      if (isLost()) return new Promise(() => {});
      throw error;
    }
  });
}
