import { drizzle } from "drizzle-orm/postgres-js";
import type { PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { addArrays } from "./database-arrays.ts";
import { createTransactions } from "./database-transactions.ts";
import { StartFault } from "./start-fault.ts";

export type Database = PostgresJsDatabase;
/** The handle inside `db.transaction`. */
export type Tx = Parameters<Parameters<Database["transaction"]>[0]>[0];
export type Executor = Database | Tx;
export type Sql = postgres.Sql;

/** Where a database is: an address, or the socket folder or host of the embedded server. */
export type DatabaseTarget =
  | string
  | { host: string; port: number; user: string; password: string; database: string };

export interface OpenDatabase {
  db: Database;
  sql: Sql;
  /** Waits for running queries, by default up to 5 s, then cuts them. */
  close(milliseconds?: number): Promise<void>;
}

export interface DatabaseOptions {
  /** Connections for single statements; as many again serve transactions. */
  max?: number;
  /** Named in `pg_stat_activity`. */
  name?: string;
  /** Zero lifts the limits that one statement and one wait for a lock have, as migrations need. */
  timeouts?: "normal" | "none";
}

const OLDEST_VERSION = 150_000;
const CLOSE_MS = 5_000;
const TIMESTAMPTZ = 1184;
const JSON_TYPES = [114, 3802];
/** date, time, timestamp without zone: days and wall-clock times belong to no instant. */
const TEXT_TYPES = [1082, 1083, 1114];

const NORMAL_TIMEOUTS = {
  statement_timeout: 15_000,
  lock_timeout: 5_000,
  idle_in_transaction_session_timeout: 10_000,
};
const NO_TIMEOUTS = {
  statement_timeout: 0,
  lock_timeout: 0,
  idle_in_transaction_session_timeout: 60_000,
};

/**
 * Opens a pool; connections are made when first needed and again after a loss.
 *
 * Rows look the same through `db` and `sql`: `timestamptz` is a `Date` (to the millisecond),
 * every integer including `bigint` a number, `numeric`, `date` and `time` strings, JSON parsed,
 * arrays of these arrays. The same may be passed as parameters, for JSON also its text; a list of
 * booleans or of `Date`s goes as text, because the driver takes its type from the first element.
 */
export function openDatabase(target: DatabaseTarget, options: DatabaseOptions = {}): OpenDatabase {
  const max = options.max ?? 8;
  const sql = connect(target, { ...options, max });
  const db = drizzle(sql);
  settleTypes(sql);
  prepareStatements(sql);
  const transactions = createTransactions(max, (onclose) => {
    const client = connect(target, { ...options, max: 1, onclose });
    settleTypes(client);
    return client;
  });
  Object.assign(sql, { begin: transactions.begin });
  return {
    db,
    sql,
    async close(milliseconds = CLOSE_MS) {
      const timeout = milliseconds / 1000;
      await Promise.all([sql.end({ timeout }), transactions.end(timeout)]);
    },
  };
}

/** A bare client with the settings that every connection has; `openDatabase` is what features use. */
export function connect(
  target: DatabaseTarget,
  options: DatabaseOptions & {
    onclose?: () => void;
    /** Never replaced by a fresh one: for locks and notifications that live with the connection. */
    isLasting?: boolean;
    /** Hears what arrives after a LISTEN on this very connection. */
    onnotify?: (channel: string, payload: string) => void;
  },
): Sql {
  const settings: postgres.Options<Record<string, postgres.PostgresType>> = {
    max: options.max ?? 1,
    connect_timeout: 5,
    // A restarted database is used again at once, not after a wait that has grown to seconds.
    backoff: () => 0.1,
    onnotice: () => {},
    fetch_types: false,
    connection: {
      application_name: options.name ?? "parley",
      TimeZone: "UTC",
      ...(options.timeouts === "none" ? NO_TIMEOUTS : NORMAL_TIMEOUTS),
    },
    types: { bigint: { to: 20, from: [20], serialize: String, parse: Number } },
    ...(options.onclose && { onclose: options.onclose }),
    ...(options.onnotify && { onnotify: options.onnotify }),
    ...(options.isLasting && { max_lifetime: null }),
  };
  return typeof target === "string"
    ? postgres(target, settings)
    : postgres({ ...settings, ...target });
}

/** Drizzle turns the driver's conversions off for the whole client; this decides them once. */
function settleTypes({ options: { parsers, serializers } }: Sql): void {
  parsers[TIMESTAMPTZ] = (text: string) => new Date(text);
  serializers[TIMESTAMPTZ] = (value: unknown) =>
    value instanceof Date ? value.toISOString() : String(value);
  for (const type of JSON_TYPES) {
    serializers[type] = (value: unknown) =>
      typeof value === "string" ? value : JSON.stringify(value);
  }
  for (const type of TEXT_TYPES) {
    parsers[type] = String;
    serializers[type] = String;
  }
  addArrays({ parsers, serializers });
}

/** Drizzle asks for unnamed statements, which the driver describes anew each time: a second round trip. */
function prepareStatements(sql: Pick<Sql, "unsafe">): void {
  const original = sql.unsafe;
  const unsafe: Sql["unsafe"] = (query, parameters, options) =>
    original(query, parameters, { ...options, prepare: (parameters?.length ?? 0) > 0 });
  sql.unsafe = unsafe;
}

/** Refuses a database that Parley cannot work with. */
export async function verifyDatabase(sql: Sql): Promise<void> {
  const [row] = await sql<{ version: number; release: string; encoding: string }[]>`
    SELECT current_setting('server_version_num')::int AS version,
           current_setting('server_version') AS release,
           pg_encoding_to_char(encoding) AS encoding
      FROM pg_database WHERE datname = current_database()`;
  if (!row) throw new StartFault("The database did not say which version of PostgreSQL it is.");
  if (row.version < OLDEST_VERSION) {
    throw new StartFault(
      `The database is PostgreSQL ${row.release}, but Parley needs PostgreSQL 15 or newer.`,
    );
  }
  if (row.encoding !== "UTF8") {
    throw new StartFault(
      `The database is encoded as ${row.encoding}, but Parley needs UTF8: create it with ENCODING 'UTF8' TEMPLATE template0.`,
    );
  }
}
