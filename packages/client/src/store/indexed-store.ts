import type { Message } from "@parley/protocol/messages";
import { deleteDB, openDB, type IDBPDatabase, type IDBPTransaction } from "idb";
import { KEY_PATHS } from "./keys.ts";
import { TABLES, type Rows, type TableName } from "./rows.ts";
import type { Durability, Key, Reading, SeqSpan, Store, Writing } from "./store.ts";

const VERSION = 1;
const BY_SEQ = "by-seq";

/** Thrown by every use of a store after `close` or `wipe`. */
export class StoreClosedError extends Error {
  constructor() {
    super("The store is closed.");
    this.name = "StoreClosedError";
  }
}

/** The name of the database that keeps one account. */
export function databaseName(userId: string): string {
  return `parley-${userId}`;
}

/**
 * Keeps everything in IndexedDB, one database an account. The connection is opened on first use;
 * when the browser has dropped it, it is opened again and the work is done once more.
 */
export function createIndexedStore(userId: string): Store {
  const name = databaseName(userId);
  let opening: Promise<IDBPDatabase> | null = null;
  let isClosed = false;

  function open(): Promise<IDBPDatabase> {
    if (isClosed) return Promise.reject(new StoreClosedError());
    if (opening) return opening;
    const attempt = openDatabase(name, forget);
    attempt.catch(forget);
    opening = attempt;
    return attempt;
  }

  function forget(): void {
    opening = null;
  }

  async function withDatabase<T>(work: (db: IDBPDatabase) => Promise<T>): Promise<T> {
    try {
      return await work(await open());
    } catch (error) {
      if (!isLostConnection(error)) throw error;
      forget();
      return work(await open());
    }
  }

  async function shut(): Promise<void> {
    isClosed = true;
    const db = await opening?.catch(() => null);
    db?.close();
    forget();
  }

  return {
    read: (work) =>
      withDatabase((db) => {
        const tx = db.transaction(TABLES, "readonly");
        return runWork(tx, () => work(createReading(tx)));
      }),
    write: (work, durability: Durability = "relaxed") =>
      withDatabase((db) => {
        const tx = db.transaction(TABLES, "readwrite", { durability });
        return runWork(tx, () => work(createWriting(tx)));
      }),
    probe: () => withDatabase(async (db) => void (await db.get("meta", "sync"))),
    close: shut,
    async wipe() {
      await shut();
      await deleteDB(name);
    },
  };
}

function openDatabase(name: string, forget: () => void): Promise<IDBPDatabase> {
  return openDB(name, VERSION, {
    upgrade(db) {
      for (const table of TABLES) {
        const path: string | readonly string[] = KEY_PATHS[table];
        const created = db.createObjectStore(table, {
          keyPath: typeof path === "string" ? path : [...path],
        });
        if (table === "messages") created.createIndex(BY_SEQ, ["conversationId", "seq"]);
      }
    },
    // Another tab deletes or upgrades the database: holding on would block it.
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
      forget();
    },
    terminated: forget,
  });
}

type Transaction = IDBPTransaction<unknown, typeof TABLES, "readonly" | "readwrite">;

async function runWork<T>(tx: Transaction, work: () => Promise<T>): Promise<T> {
  // An abort is told by the work itself; without a handler it would count as unhandled too.
  tx.done.catch(() => {});
  try {
    const result = await work();
    await tx.done;
    return result;
  } catch (error) {
    try {
      tx.abort();
    } catch {
      // It has ended by itself.
    }
    throw error;
  }
}

function createReading(tx: Transaction): Reading {
  return {
    async get<T extends TableName>(table: T, key: Key) {
      return (await tx.objectStore(table).get(toValidKey(key))) as Rows[T] | undefined;
    },
    async all<T extends TableName>(table: T) {
      return (await tx.objectStore(table).getAll()) as Rows[T][];
    },
    async messageAt(conversationId, seq) {
      const index = tx.objectStore("messages").index(BY_SEQ);
      return (await index.get([conversationId, seq])) as Message | undefined;
    },
    messagesIn: (span) => readSpan(tx, span),
  };
}

async function readSpan(tx: Transaction, span: SeqSpan): Promise<Message[]> {
  if (span.from > span.to) return [];
  const bounds = IDBKeyRange.bound(
    [span.conversationId, span.from],
    [span.conversationId, span.to],
  );
  const index = tx.objectStore("messages").index(BY_SEQ);
  if (!span.fromEnd || span.limit === undefined) {
    return (await index.getAll(bounds, span.limit)) as Message[];
  }
  const found: Message[] = [];
  let cursor = await index.openCursor(bounds, "prev");
  while (cursor && found.length < span.limit) {
    found.push(cursor.value as Message);
    cursor = await cursor.continue();
  }
  return found.reverse();
}

function createWriting(tx: IDBPTransaction<unknown, typeof TABLES, "readwrite">): Writing {
  return {
    ...createReading(tx),
    async put(table, row) {
      await tx.objectStore(table).put(row);
    },
    async remove(table, key) {
      await tx.objectStore(table).delete(toValidKey(key));
    },
    async removeMessages(conversationId) {
      // An array sorts after every string: this is the whole conversation.
      const all = IDBKeyRange.bound([conversationId], [conversationId, []]);
      await tx.objectStore("messages").delete(all);
    },
    async clear(table) {
      await tx.objectStore(table).clear();
    },
  };
}

function toValidKey(key: Key): IDBValidKey {
  return typeof key === "object" ? [...key] : key;
}

/** What browsers say when the connection went away beneath us. */
function isLostConnection(error: unknown): boolean {
  return (
    error instanceof Error && (error.name === "InvalidStateError" || error.name === "UnknownError")
  );
}
