import { m } from "#messages";
import { ApiError } from "./api-error.ts";

/** One sentence for a person about a request that failed: what happened and what can be done. */
export function describeProblem(error: unknown): string {
  if (!(error instanceof ApiError)) return m.ui_problem_internal();
  switch (error.code) {
    case "NETWORK":
      return m.ui_problem_network();
    case "BUSY":
      return m.ui_problem_busy();
    case "RATE_LIMITED":
      return describeWait(error.retryAfterMs);
    case "NOT_FOUND":
      return m.ui_problem_not_found();
    case "FORBIDDEN":
    case "BAD_ORIGIN":
      return m.ui_problem_forbidden();
    case "UPDATE_REQUIRED":
      return m.ui_problem_update();
    case "CONFLICT":
      return m.ui_problem_conflict();
    case "INTERNAL":
      return m.ui_problem_internal();
    default:
      return error.errors[0]?.message ?? error.message;
  }
}

function describeWait(retryAfterMs: number | null): string {
  if (retryAfterMs === null) return m.ui_problem_too_often();
  const minutes = Math.ceil(retryAfterMs / 60_000);
  if (retryAfterMs < 60_000)
    return m.ui_problem_wait_seconds({ count: Math.ceil(retryAfterMs / 1000) });
  return minutes === 1 ? m.ui_problem_wait_minute() : m.ui_problem_wait_minutes({ count: minutes });
}
