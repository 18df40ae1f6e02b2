import type { DatabaseTarget, Sql } from "./database.ts";

/** A connection that is kept for as long as the database is ours to use. */
export interface Hold {
  sql: Sql;
  close(): Promise<void>;
}

/** Where the database comes from: the embedded server or one's own. */
export interface DatabaseHost {
  target: DatabaseTarget;
  /**
   * Makes one attempt to have the database running and ours. `onLost` is called once, when the
   * connection that proves it ends by itself. A `StartFault` means that trying again is useless.
   */
  acquire(onLost: () => void): Promise<Hold>;
  /** Leaves nothing running that the host started; at most this many milliseconds. */
  stop(milliseconds: number): Promise<void>;
}
