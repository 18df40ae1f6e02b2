import type { ErrorCode, FieldError } from "@parley/protocol/errors";

/** A code of the catalogue, or `NETWORK`: the server was not reached. */
export type ApiErrorCode = ErrorCode | "NETWORK";

type ApiErrorDetails = {
  code: string;
  message: string;
  status?: number;
  errors?: readonly FieldError[];
  triesLeft?: number | null;
  retryAfterMs?: number | null;
};

/** A request that failed: the server's problem, or `NETWORK` when the server was not reached. */
export class ApiError extends Error {
  /** As the server sent it; compare with `hasCode`. */
  readonly code: string;
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

/** Whether a request failed for one of these reasons. */
export function hasCode(error: unknown, ...codes: ApiErrorCode[]): error is ApiError {
  return error instanceof ApiError && codes.some((code) => code === error.code);
}

/**
 * Reads the problem in a failed answer; one that is no problem of ours counts as `INTERNAL` or `BUSY`.
 * Read by hand, because the sign-in page has no room for a schema library.
 */
export async function readProblem(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  const problem = isRecord(body) ? body : {};
  const code = textOf(problem["code"]) ?? codeOfStatus(response.status);
  const errors = Array.isArray(problem["errors"]) ? problem["errors"] : [];
  return new ApiError({
    code,
    message: textOf(problem["detail"]) ?? textOf(problem["title"]) ?? response.statusText,
    status: response.status,
    errors: errors.flatMap(readFault),
    triesLeft: numberOf(problem["triesLeft"]),
    retryAfterMs: numberOf(problem["retryAfterMs"]) ?? readRetryAfter(response),
  });
}

/** The faults of a request by the field they belong to, the first of each. */
export function faultsByField(error: unknown): Record<string, FieldError> {
  const faults: Record<string, FieldError> = {};
  if (error instanceof ApiError) for (const fault of error.errors) faults[fault.path] ??= fault;
  return faults;
}

function readFault(fault: unknown): FieldError[] {
  if (!isRecord(fault)) return [];
  const path = textOf(fault["path"]);
  return path === null
    ? []
    : [{ path, code: textOf(fault["code"]) ?? "", message: textOf(fault["message"]) ?? "" }];
}

function codeOfStatus(status: number): ApiErrorCode {
  return status === 502 || status === 503 || status === 504 ? "BUSY" : "INTERNAL";
}

function readRetryAfter(response: Response): number | null {
  const seconds = numberOf(Number(response.headers.get("retry-after") ?? Number.NaN));
  return seconds === null ? null : seconds * 1000;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function numberOf(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}
