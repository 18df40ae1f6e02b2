import { isDatabaseAway } from "./database-away.ts";
import { connect } from "./database.ts";
import type { Sql } from "./database.ts";
import type { DatabaseHost, Hold } from "./database-host.ts";
import { describeError, StartFault } from "./start-fault.ts";

const WATCH = "parley watch ";

/** The PostgreSQL of `DATABASE_URL`: it is used, never started or stopped. */
export function createExternalHost(databaseUrl: string): DatabaseHost {
  return {
    target: databaseUrl,
    async acquire(onLost): Promise<Hold> {
      let isHeld = false;
      const sql = connect(databaseUrl, {
        name: `${WATCH}${process.pid}`,
        isLasting: true,
        onclose: () => {
          if (isHeld) onLost();
          isHeld = false;
        },
      });
      try {
        await sql`SELECT 1`;
      } catch (error) {
        await sql.end({ timeout: 0 });
        if (isDatabaseAway(error)) throw error;
        throw new StartFault(`The database of DATABASE_URL refuses: ${describeError(error)}.`, {
          cause: error,
        });
      }
      isHeld = true;
      return {
        sql,
        async close() {
          isHeld = false;
          await sql.end({ timeout: 1 });
        },
      };
    },
    async stop() {},
  };
}

/** The number of a process that also uses this database, or null. */
export async function findOtherNode(sql: Sql): Promise<string | null> {
  const [row] = await sql<{ name: string }[]>`
    SELECT application_name AS name FROM pg_stat_activity
     WHERE datname = current_database() AND starts_with(application_name, ${WATCH})
       AND application_name <> ${WATCH + process.pid}
     LIMIT 1`;
  return row ? row.name.slice(WATCH.length) : null;
}
