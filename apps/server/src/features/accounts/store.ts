import type { Role } from "@parley/protocol/profiles";
import { sql } from "drizzle-orm";
import type { Executor, Tx } from "#kernel/database";
import { notFound } from "#kernel/errors";

export type AccountRow = {
  id: string;
  email: string;
  password_hash: string;
  role: Role;
};

export async function findAccountByEmail(
  executor: Executor,
  email: string,
): Promise<AccountRow | null> {
  const [row] = await executor.execute<AccountRow>(
    sql`SELECT id, email, password_hash, role FROM accounts WHERE email = ${email}`,
  );
  return row ?? null;
}

export async function findAccount(executor: Executor, id: string): Promise<AccountRow | null> {
  const [row] = await executor.execute<AccountRow>(
    sql`SELECT id, email, password_hash, role FROM accounts WHERE id = ${id}`,
  );
  return row ?? null;
}

/**
 * The account if its password is still this one, held until the transaction ends: what is made
 * for it now is seen by whoever changes the password and then ends everything.
 */
export async function holdAccount(
  tx: Tx,
  { id, password_hash: hash }: Pick<AccountRow, "id" | "password_hash">,
): Promise<AccountRow | null> {
  const [row] = await tx.execute<AccountRow>(
    sql`SELECT id, email, password_hash, role FROM accounts
        WHERE id = ${id} AND password_hash = ${hash} FOR SHARE`,
  );
  return row ?? null;
}

/** False when the address has an account; two at once take turns. */
export async function insertAccount(
  tx: Tx,
  account: { id: string; email: string; passwordHash: string; now: Date },
): Promise<boolean> {
  const { id, email, passwordHash, now } = account;
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`account:${email}`}, 0))`);
  const rows = await tx.execute(
    sql`WITH person AS (
          INSERT INTO people (user_id)
          SELECT ${id}::uuid WHERE NOT EXISTS (SELECT 1 FROM accounts WHERE email = ${email})
          RETURNING user_id)
        INSERT INTO accounts (id, email, password_hash, created_at)
        SELECT user_id, ${email}, ${passwordHash}, ${now}::timestamptz FROM person RETURNING id`,
  );
  return rows.length > 0;
}

export async function setPasswordHash(tx: Tx, userId: string, hash: string): Promise<void> {
  await tx.execute(sql`UPDATE accounts SET password_hash = ${hash} WHERE id = ${userId}`);
}

/** False when the password was changed in the meantime. */
export async function replacePasswordHash(
  tx: Tx,
  { id, password_hash: from }: Pick<AccountRow, "id" | "password_hash">,
  to: string,
): Promise<boolean> {
  const rows = await tx.execute(
    sql`UPDATE accounts SET password_hash = ${to}
        WHERE id = ${id} AND password_hash = ${from} RETURNING id`,
  );
  return rows.length > 0;
}

/** What the account adds to one's own profile; throws NOT_FOUND for whoever has none. */
export async function readEmailAndRole(
  executor: Executor,
  userId: string,
): Promise<{ email: string; role: Role }> {
  const account = await findAccount(executor, userId);
  if (!account) throw notFound();
  return { email: account.email, role: account.role };
}
