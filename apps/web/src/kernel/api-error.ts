import { isErrorCode, Problem, type ErrorCode, type FieldError } from "@parley/protocol/errors";
import * as z from "zod/mini";

/** A code of the catalogue, or why there is no answer at all. */
export type ApiErrorCode = ErrorCode | "NETWORK";

type ApiErrorDetails = {
  code: ApiErrorCode;
  message: string;
  status?: number;
  errors?: readonly FieldError[];
  triesLeft?: number | null;
  retryAfterMs?: number | null;
};

/** A request that failed: the server's problem, or `NETWORK` when the server was not reached. */
export class ApiError extends Error {
  readonly code: ApiErrorCode;
  readonly status: number;
  readonly errors: readonly FieldError[];
  readonly triesLeft: number | null;
  readonly retryAfterMs: number | null;

  constructor(details: ApiErrorDetails) {
    super(details.message);
    this.name = "ApiError";
    this.code = details.code;
    this.status = details.status ?? 0;
    this.errors = details.errors ?? [];
    this.triesLeft = details.triesLeft ?? null;
    this.retryAfterMs = details.retryAfterMs ?? null;
  }
}

/** Reads the problem in a failed answer. An answer that is no problem of ours counts as `INTERNAL`. */
export async function readProblem(response: Response): Promise<ApiError> {
  const parsed = z.safeParse(Problem, await response.json().catch(() => null));
  if (!parsed.success) {
    return new ApiError({
      code: codeOfStatus(response.status),
      message: response.statusText,
      status: response.status,
    });
  }
  const problem = parsed.data;
  return new ApiError({
    code: isErrorCode(problem.code) ? problem.code : codeOfStatus(response.status),
    message: problem.detail ?? problem.title,
    status: response.status,
    errors: problem.errors ?? [],
    triesLeft: problem.triesLeft ?? null,
    retryAfterMs: problem.retryAfterMs ?? readRetryAfter(response),
  });
}

/** The faults of a request by the field they belong to, the first of each. */
export function faultsByField(error: unknown): Record<string, FieldError> {
  const faults: Record<string, FieldError> = {};
  if (error instanceof ApiError) for (const fault of error.errors) faults[fault.path] ??= fault;
  return faults;
}

function codeOfStatus(status: number): ApiErrorCode {
  return status === 502 || status === 503 || status === 504 ? "BUSY" : "INTERNAL";
}

function readRetryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : null;
}
