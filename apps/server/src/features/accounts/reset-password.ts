import type { Forgot, Reset } from "@parley/protocol/accounts";
import { AppError } from "#kernel/errors";
import { consumeChallenge, consumeResets } from "./challenge-store.ts";
import { openChallenge, proveChallenge } from "./challenges.ts";
import type { AccountsDeps, AccountsParts } from "./deps.ts";
import { forgotLimit, passwordLimit, resetLimit } from "./limit-rules.ts";
import { codeMail } from "./mails.ts";
import { findAccountByEmail, setPasswordHash } from "./store.ts";

/** Answers with a challenge whether or not the address has an account. */
export async function askForReset(
  deps: AccountsDeps,
  { email }: Forgot,
  ip: string,
): Promise<string> {
  await deps.limits.take(deps.db, forgotLimit(ip));
  await deps.limits.take(deps.db, resetLimit(email));
  const account = await findAccountByEmail(deps.db, email);
  const { challengeId, code } = await openChallenge(deps, {
    purpose: "reset",
    email,
    isDecoy: !account,
    ...(account && { userId: account.id }),
  });
  if (account) deps.mail.send(codeMail(email, "reset", code));
  return challengeId;
}

/** Sets a new password and ends every session, socket and bearer token of the account. */
export async function resetPassword(
  deps: AccountsParts,
  { challengeId, code, password }: Reset,
): Promise<void> {
  const proven = await proveChallenge(deps, { challengeId, purpose: "reset", code });
  const userId = proven.user_id;
  if (userId === null) throw new AppError("CODE_EXPIRED");
  const passwordHash = await deps.passwords.hash(password);
  await deps.transact(async (unit) => {
    const now = deps.clock.now();
    if (!(await consumeChallenge(unit.tx, proven, now))) throw new AppError("CODE_EXPIRED");
    // First the account: whoever is signing in with the old password has then finished or fails.
    await setPasswordHash(unit.tx, userId, passwordHash);
    await consumeResets(unit.tx, userId, now);
    await deps.sessions.endAll(unit, userId);
  });
  await deps.limits.clear(deps.db, passwordLimit(proven.email).key);
  deps.log.info({ userId }, "password reset");
}
