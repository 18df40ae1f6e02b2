import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Database, Tx } from "#kernel/database";

// As the demo, this writes into the tables of every feature: no verb makes ten thousand people at once.

export interface Newcomer {
  id: string;
  email: string;
  username: string;
  name: string;
  search: string;
  /** The first of a pair speaks what the second learns. */
  is_first: boolean;
  token_id: string;
  /** In hexadecimal. */
  token_hash: string;
  friend_id: string | null;
  conversation_id: string | null;
}

const TABLES = `people, person_changes, accounts, tokens, profiles, languages, settings,
  friendships, conversations, members, receipt_counters, receipts`;

/** Puts these people, and nobody else, into the list that the other statements read. */
export async function listNewcomers(tx: Tx, people: readonly Newcomer[]): Promise<void> {
  await tx.execute(sql`DROP TABLE IF EXISTS pg_temp.newcomers`);
  await tx.execute(
    sql`CREATE TEMPORARY TABLE newcomers (
          id uuid, email text, username text, name text, search text, is_first boolean,
          token_id uuid, token_hash text, friend_id uuid, conversation_id uuid
        ) ON COMMIT DROP`,
  );
  await tx.execute(
    sql`INSERT INTO newcomers
        SELECT * FROM jsonb_populate_recordset(NULL::newcomers, ${JSON.stringify(people)}::jsonb)`,
  );
}

/** Everything that sign-up, confirmation, a token and an accepted request would have left behind. */
export async function insertNewcomers(
  tx: Tx,
  { passwordHash, now }: { passwordHash: string; now: Date },
): Promise<void> {
  for (const statement of [
    ...accountRows(passwordHash, now),
    ...profileRows(now),
    ...pairRows(now),
    ...changeRows(),
  ]) {
    await tx.execute(statement);
  }
}

/** The planner knows at once how many there are, not only when PostgreSQL next looks. */
export async function analyze(db: Database): Promise<void> {
  await db.execute(sql.raw(`ANALYZE ${TABLES}`));
}

function accountRows(passwordHash: string, now: Date): SQL[] {
  return [
    sql`INSERT INTO people (user_id, user_ver)
        SELECT id, CASE WHEN friend_id IS NULL THEN 2 ELSE 3 END FROM newcomers`,
    sql`INSERT INTO accounts (id, email, password_hash, created_at)
        SELECT id, email, ${passwordHash}, ${now}::timestamptz FROM newcomers`,
    sql`INSERT INTO tokens (id, user_id, name, token_hash, scopes, created_at)
        SELECT token_id, id, 'Test', decode(token_hash, 'hex'), '{read,write,calls}', ${now}::timestamptz
        FROM newcomers`,
  ];
}

function profileRows(now: Date): SQL[] {
  return [
    sql`INSERT INTO profiles (user_id, username, name, search, onboarded, created_at)
        SELECT id, username, name, search, true, ${now}::timestamptz FROM newcomers`,
    sql`INSERT INTO languages (user_id, code, side, level, position)
        SELECT id, CASE WHEN is_first THEN 'en' ELSE 'es' END, 'speaks', 'native', 0 FROM newcomers
        UNION ALL SELECT id, CASE WHEN is_first THEN 'es' ELSE 'en' END, 'learns', 'B1', 0 FROM newcomers`,
    sql`INSERT INTO settings (user_id) SELECT id FROM newcomers`,
  ];
}

function pairRows(now: Date): SQL[] {
  return [
    sql`INSERT INTO friendships (low_id, high_id, at)
        SELECT id, friend_id, ${now}::timestamptz FROM newcomers WHERE id < friend_id`,
    sql`INSERT INTO conversations (id, kind, direct_key, last_at, created_at)
        SELECT conversation_id, 'direct', id || ':' || friend_id, ${now}::timestamptz, ${now}::timestamptz
        FROM newcomers WHERE id < friend_id`,
    sql`INSERT INTO members (conversation_id, user_id, role, ver, join_ver, can_send)
        SELECT conversation_id, id, 'member', 1, 1, true FROM newcomers WHERE friend_id IS NOT NULL`,
    sql`INSERT INTO receipt_counters (conversation_id)
        SELECT conversation_id FROM newcomers WHERE id < friend_id`,
    sql`INSERT INTO receipts (conversation_id, user_id)
        SELECT conversation_id, id FROM newcomers WHERE friend_id IS NOT NULL`,
  ];
}

/** Their own profile and settings and, where there is one, the friend. */
function changeRows(): SQL[] {
  return [
    sql`INSERT INTO person_changes (user_id, kind, id, ver, gone)
        SELECT id, 'user', id, 1, false FROM newcomers
        UNION ALL SELECT id, 'settings', id, 2, false FROM newcomers
        UNION ALL SELECT id, 'user', friend_id, 3, false FROM newcomers WHERE friend_id IS NOT NULL`,
  ];
}
