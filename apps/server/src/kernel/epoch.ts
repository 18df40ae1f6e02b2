import { randomUUID } from "node:crypto";
import type { Sql } from "./database.ts";
import { StartFault } from "./start-fault.ts";

/** The id of this database's history, which every answer carries; see `docs/protocol/v1.md`. */
export interface Epoch {
  current(): string;
  /** Reads it again: after the connection was lost, and regularly, since another node may mint one. */
  refresh(sql: Sql): Promise<void>;
}

/**
 * Reads the epoch, and mints a new one when the database is not the server that it was: a restored
 * backup has another system identifier or, after recovery to a point in time, another timeline.
 */
export async function createEpoch(sql: Sql): Promise<Epoch> {
  let current = await establish(sql);
  return {
    current: () => current,
    async refresh(connection) {
      current = await establish(connection);
    },
  };
}

/** Mints a new epoch whatever the database says, for a copy that was put in place by hand. */
export async function renewEpoch(sql: Sql): Promise<string> {
  const epoch = randomUUID();
  await sql`
    INSERT INTO instance (epoch, system_identifier, timeline)
    SELECT ${epoch}, system_identifier::text, ${timeline(sql)}
      FROM pg_control_system()
        ON CONFLICT ("only") DO UPDATE SET epoch = excluded.epoch,
           system_identifier = excluded.system_identifier, timeline = excluded.timeline`;
  return epoch;
}

async function establish(sql: Sql): Promise<string> {
  const [same] = await sql<{ epoch: string }[]>`
    SELECT epoch FROM instance, pg_control_system() AS control
     WHERE instance.system_identifier = control.system_identifier::text
       AND instance.timeline = ${timeline(sql)}`;
  if (same) return same.epoch;
  // Nodes that start together agree: the second one finds the row of the first unchanged.
  await sql`
    INSERT INTO instance AS i (epoch, system_identifier, timeline)
    SELECT ${randomUUID()}, system_identifier::text, ${timeline(sql)}
      FROM pg_control_system()
        ON CONFLICT ("only") DO UPDATE SET epoch = excluded.epoch,
           system_identifier = excluded.system_identifier, timeline = excluded.timeline
     WHERE (i.system_identifier, i.timeline)
           IS DISTINCT FROM (excluded.system_identifier, excluded.timeline)`;
  const [row] = await sql<{ epoch: string }[]>`SELECT epoch FROM instance`;
  if (!row) throw new StartFault("The database does not keep its epoch.");
  return row.epoch;
}

/** The timeline being written, which a promotion changes before the next checkpoint tells. */
function timeline(sql: Sql) {
  return sql`('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::int`;
}
