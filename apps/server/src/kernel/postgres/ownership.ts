import { connect } from "../database.ts";
import type { DatabaseTarget, Sql } from "../database.ts";
import type { Hold } from "../database-host.ts";
import { poll } from "../pause.ts";
import { errorCode, FolderTakenFault } from "../start-fault.ts";

type Server = Exclude<DatabaseTarget, string>;

/** Held by the process that owns the data folder, for the life of one connection. */
const OWNER_LOCK = [0x7061726c, 1] as const;
/** A killed owner's connection needs a moment to end. */
const HANDOVER_MS = 1_500;
const APPLICATION = "parley owner ";

/** Connects and takes the lock of the data folder; another owner is a `StartFault`. */
export async function takeOwnership(
  server: Server,
  dataDir: string,
  onLost: () => void,
): Promise<Hold> {
  await ensureDatabase(server);
  let isHeld = false;
  const sql = connect(server, {
    name: `${APPLICATION}${process.pid}`,
    isLasting: true,
    onclose: () => {
      if (isHeld) onLost();
      isHeld = false;
    },
  });
  try {
    if (!(await poll(HANDOVER_MS, () => tryLock(sql)))) {
      const owner = await findOwner(sql);
      throw new FolderTakenFault(
        `Another Parley${owner} already works with the data folder ${dataDir}: stop it first, or set DATA_DIR to another folder.`,
      );
    }
  } catch (error) {
    await sql.end({ timeout: 0 });
    throw error;
  }
  isHeld = true;
  return {
    sql,
    async close() {
      isHeld = false;
      await sql.end({ timeout: 1 });
    },
  };
}

async function tryLock(sql: Sql): Promise<boolean> {
  const [row] = await sql<{ taken: boolean }[]>`
    SELECT pg_try_advisory_lock(${OWNER_LOCK[0]}::int, ${OWNER_LOCK[1]}::int) AS taken`;
  return row?.taken ?? false;
}

async function findOwner(sql: Sql): Promise<string> {
  const [row] = await sql<{ name: string }[]>`
    SELECT a.application_name AS name
      FROM pg_locks l JOIN pg_stat_activity a USING (pid)
     WHERE l.locktype = 'advisory' AND l.granted
       AND l.classid = ${OWNER_LOCK[0]}::int AND l.objid = ${OWNER_LOCK[1]}::int`;
  return row?.name.startsWith(APPLICATION)
    ? ` (process ${row.name.slice(APPLICATION.length)})`
    : "";
}

async function ensureDatabase(server: Server): Promise<void> {
  const sql = connect({ ...server, database: "postgres" }, { name: "parley set-up" });
  try {
    const found = await sql`SELECT 1 FROM pg_database WHERE datname = ${server.database}`;
    if (found.length === 0) await sql`CREATE DATABASE ${sql(server.database)}`;
  } catch (error) {
    // Two first starts at once: the other one made it.
    if (!["42P04", "23505"].includes(errorCode(error))) throw error;
  } finally {
    await sql.end({ timeout: 1 });
  }
}
