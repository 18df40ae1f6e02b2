import type { Database, Tx } from "./database.ts";

/** Runs `read` on one unchanging view of the database: all of its queries see the same moment. */
export async function readSnapshot<T>(db: Database, read: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction(read, { isolationLevel: "repeatable read", accessMode: "read only" });
}
