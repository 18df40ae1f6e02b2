import type { LogIn } from "@parley/protocol/accounts";
import { AppError } from "#kernel/errors";
import { checkPassword } from "./check-password.ts";
import type { SignedIn } from "./confirm-address.ts";
import type { AccountsParts } from "./deps.ts";
import { logInLimit } from "./limit-rules.ts";
import { findAccountByEmail, holdAccount } from "./store.ts";
import type { AccountRow } from "./store.ts";

/** Throws WRONG_CREDENTIALS alike, and in the same time, for an unknown address and a wrong password. */
export async function logIn(
  deps: AccountsParts,
  { email, password }: LogIn,
  from: { ip: string; userAgent: string | undefined },
): Promise<SignedIn> {
  const { db, limits } = deps;
  await limits.take(db, logInLimit(from.ip));
  const account = await findAccountByEmail(db, email);
  const passwordHash = account?.password_hash ?? null;
  const isRight = await checkPassword(deps, { email, passwordHash, password });
  if (!account || !isRight) throw new AppError("WRONG_CREDENTIALS");
  return openSession(deps, account, from.userAgent);
}

async function openSession(
  deps: AccountsParts,
  verified: AccountRow,
  userAgent: string | undefined,
): Promise<SignedIn> {
  return deps.transact(async (unit) => {
    const account = await holdAccount(unit.tx, verified);
    if (!account) throw new AppError("WRONG_CREDENTIALS");
    const { id: userId, role } = account;
    return { userId, setCookie: await deps.sessions.open(unit, { userId, role, userAgent }) };
  });
}
