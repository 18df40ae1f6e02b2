import type { AccountsDeps } from "./deps.ts";
import { passwordLimit } from "./limit-rules.ts";

/**
 * Counts wrong passwords of an address, whether or not it has an account. An attempt counts before
 * it is known to be wrong, so that guesses made at once cannot pass together; one that was right,
 * or that nobody had time to look at, is given back.
 */
export async function checkPassword(
  { db, limits, passwords }: Pick<AccountsDeps, "db" | "limits" | "passwords">,
  asked: { email: string; passwordHash: string | null; password: string },
): Promise<boolean> {
  const { email, passwordHash, password } = asked;
  const wrong = passwordLimit(email);
  await limits.take(db, wrong);
  let isCounted = false;
  try {
    isCounted = !(await passwords.verify(passwordHash, password));
    return !isCounted;
  } finally {
    if (!isCounted) await limits.release(db, wrong.key);
  }
}
