import type { ChangePassword } from "@parley/protocol/accounts";
import { AppError } from "#kernel/errors";
import type { Identity } from "#kernel/identity";
import { checkPassword } from "./check-password.ts";
import { consumeResets } from "./challenge-store.ts";
import type { AccountsParts } from "./deps.ts";
import { findAccount, replacePasswordHash } from "./store.ts";

/** Sets a new password for whoever knows the current one; the other sessions end. */
export async function changePassword(
  deps: AccountsParts,
  { userId, sessionId }: Identity,
  { current, password }: ChangePassword,
): Promise<void> {
  const { db, passwords } = deps;
  const account = await findAccount(db, userId);
  if (!account) throw new AppError("UNAUTHENTICATED");
  const { email, password_hash: currentHash } = account;
  if (!(await checkPassword(deps, { email, passwordHash: currentHash, password: current }))) {
    throw new AppError("WRONG_CREDENTIALS", { message: "The current password is not right." });
  }
  const passwordHash = await passwords.hash(password);
  await deps.transact(async (unit) => {
    if (!(await replacePasswordHash(unit.tx, account, passwordHash))) {
      throw new AppError("WRONG_CREDENTIALS");
    }
    await consumeResets(unit.tx, userId, deps.clock.now());
    await deps.sessions.endOthers(unit, userId, sessionId);
  });
  deps.log.info({ userId }, "password changed");
}
