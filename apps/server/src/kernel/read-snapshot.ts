import type { Database, Tx } from "./database.ts";

/**
 * Runs `read` on one unchanging view of the database: all of its queries see the same moment.
 * The mode travels with the first of them; queries that `read` does not wait for in between share a
 * round trip likewise.
 */
export async function readSnapshot<T>(db: Database, read: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    const mode = tx.setTransaction({ isolationLevel: "repeatable read", accessMode: "read only" });
    const [result] = await Promise.all([read(tx), mode]);
    return result;
  });
}
