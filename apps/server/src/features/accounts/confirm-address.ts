import type { Verify } from "@parley/protocol/accounts";
import { AppError } from "#kernel/errors";
import { newId } from "#kernel/ids";
import type { Unit } from "#kernel/unit-of-work";
import { consumeChallenge } from "./challenge-store.ts";
import type { TriedChallenge } from "./challenge-store.ts";
import { proveChallenge } from "./challenges.ts";
import type { AccountsParts } from "./deps.ts";
import { insertAccount } from "./store.ts";

export interface SignedIn {
  userId: string;
  setCookie: string;
}

/** Makes the account of a proven challenge, with the password that this very challenge holds. */
export async function confirmAddress(
  deps: AccountsParts,
  { challengeId, code }: Verify,
  userAgent: string | undefined,
): Promise<SignedIn> {
  const proven = await proveChallenge(deps, { challengeId, purpose: "signup", code });
  const signedIn = await deps.transact((unit) => makeAccount(deps, unit, { proven, userAgent }));
  if (!signedIn) throw new AppError("EMAIL_TAKEN");
  deps.log.info({ userId: signedIn.userId }, "account made");
  return signedIn;
}

/** Null when the address got an account by another challenge; this one is used up all the same. */
async function makeAccount(
  deps: AccountsParts,
  unit: Unit,
  { proven, userAgent }: { proven: TriedChallenge; userAgent: string | undefined },
): Promise<SignedIn | null> {
  const { email, name, password_hash: passwordHash } = proven;
  const now = deps.clock.now();
  if (name === null || passwordHash === null) throw new AppError("CODE_EXPIRED");
  if (!(await consumeChallenge(unit.tx, proven, now))) throw new AppError("CODE_EXPIRED");
  const userId = newId(now.getTime());
  if (!(await insertAccount(unit.tx, { id: userId, email, passwordHash, now }))) return null;
  await deps.createProfile(unit, { userId, name });
  const setCookie = await deps.sessions.open(unit, { userId, role: "user", userAgent });
  return { userId, setCookie };
}
