import { CallError } from "@parley/client/calls/calls";
import { ApiError } from "#kernel/api-error";
import { describeProblem } from "#kernel/problem-text";
import { m } from "#messages";

/** Why a call could not be started or accepted, for a person. */
export function describeCallError(error: unknown, name: string): string {
  if (!(error instanceof CallError)) return m.ui_problem_internal();
  switch (error.code) {
    case "OFFLINE":
      return m.calls_problem_offline();
    case "CANNOT_WRITE":
      return m.calls_problem_cannot_write({ name });
    case "CONFLICT":
      return m.calls_problem_conflict();
    case "NOT_FOUND":
      return m.calls_problem_gone();
    default:
      return describeProblem(new ApiError(error));
  }
}
