import { m } from "#messages";
import { ApiError } from "#kernel/api-error";
import { describeProblem } from "#kernel/problem-text";

/** Why a code was not taken, and what can be done. */
export function describeCodeProblem(error: unknown): string {
  if (!(error instanceof ApiError)) return describeProblem(error);
  if (error.code === "CODE_EXPIRED") return m.accounts_code_expired();
  if (error.code === "EMAIL_TAKEN") return m.accounts_email_taken();
  if (error.code !== "WRONG_CODE") return describeProblem(error);
  if (error.triesLeft === null) return m.accounts_wrong_code();
  if (error.triesLeft <= 0) return m.accounts_wrong_code_none();
  return m.accounts_wrong_code_tries({ tries: error.triesLeft, count: wordFor(error.triesLeft) });
}

/** Small numbers stand in words. */
function wordFor(count: number): string {
  if (count === 2) return m.accounts_number_2();
  if (count === 3) return m.accounts_number_3();
  if (count === 4) return m.accounts_number_4();
  return String(count);
}
