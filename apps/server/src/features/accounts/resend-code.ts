import { renewCode } from "./challenges.ts";
import type { AccountsDeps } from "./deps.ts";
import { addressTakenMail, codeMail } from "./mails.ts";

/** Sends a new code, which replaces the old one; a decoy does as it did the first time. */
export async function resendCode(deps: AccountsDeps, challengeId: string): Promise<void> {
  const { purpose, email, code, isDecoy } = await renewCode(deps, challengeId);
  if (!isDecoy) deps.mail.send(codeMail(email, purpose, code));
  else if (purpose === "signup") deps.mail.send(addressTakenMail(email, deps.publicUrl));
}
