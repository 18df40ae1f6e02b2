import type { CreateToken, CreatedToken } from "@parley/protocol/accounts";
import { AppError, invalid } from "#kernel/errors";
import type { Identity } from "#kernel/identity";
import { newId } from "#kernel/ids";
import { makeToken } from "./bearer-token.ts";
import type { AccountsDeps } from "./deps.ts";
import { tokenLimit } from "./limit-rules.ts";
import { findAccount, holdAccount } from "./store.ts";
import { insertToken } from "./token-store.ts";

/** Makes a bearer token; its text is shown in this answer and never again. */
export async function createToken(
  deps: AccountsDeps,
  { userId, sessionId }: Identity,
  { name, scopes, expiresAt }: CreateToken,
): Promise<CreatedToken> {
  await deps.limits.take(deps.db, tokenLimit(userId));
  const now = deps.clock.now();
  const end = expiresAt ? new Date(expiresAt) : null;
  if (end && end <= now) throw invalid("expiresAt", "This time has passed.");
  const id = newId(now.getTime());
  const { token, hash } = makeToken();
  await deps.transact(async (unit) => {
    const account = await findAccount(unit.tx, userId);
    // Held against a password reset, which would not see a token that is being made.
    if (!account || !(await holdAccount(unit.tx, account))) throw new AppError("SESSION_REVOKED");
    const isMade = await insertToken(unit.tx, {
      id,
      userId,
      sessionId,
      name,
      now,
      expiresAt: end,
      hash,
      scopes: [...new Set(scopes)],
    });
    if (!isMade) throw new AppError("SESSION_REVOKED");
  });
  deps.log.info({ userId, tokenId: id }, "bearer token made");
  return { id, token };
}
