import type { SignUp } from "@parley/protocol/accounts";
import { openChallenge } from "./challenges.ts";
import type { AccountsDeps } from "./deps.ts";
import { signUpAddressLimit, signUpLimit } from "./limit-rules.ts";
import { addressTakenMail, codeMail } from "./mails.ts";
import { findAccountByEmail } from "./store.ts";

/** Answers with a challenge whether or not the address has an account; its owner learns by mail. */
export async function signUp(
  deps: AccountsDeps,
  { name, email, password }: SignUp,
  ip: string,
): Promise<string> {
  await deps.limits.take(deps.db, signUpLimit(ip));
  await deps.limits.take(deps.db, signUpAddressLimit(email));
  const passwordHash = await deps.passwords.hash(password);
  const isDecoy = (await findAccountByEmail(deps.db, email)) !== null;
  const subject = { purpose: "signup" as const, email, name, passwordHash, isDecoy };
  const { challengeId, code } = await openChallenge(deps, subject);
  deps.mail.send(
    isDecoy ? addressTakenMail(email, deps.publicUrl) : codeMail(email, "signup", code),
  );
  return challengeId;
}
