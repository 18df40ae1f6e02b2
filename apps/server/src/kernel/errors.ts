import { ERRORS } from "@parley/protocol/errors";
import type { ErrorCode, FieldError } from "@parley/protocol/errors";
import type { Message, SendResult } from "@parley/protocol/messages";

export interface ErrorDetails {
  /** Replaces the catalogue's sentence. */
  message?: string;
  errors?: FieldError[];
  triesLeft?: number;
  retryAfterMs?: number;
  /** The current row, with CONFLICT. */
  row?: Message;
  /** What became of each message, when a request over HTTP had all of them refused. */
  results?: SendResult[];
}

/** A refusal with a code of the catalogue: what every edge turns into its own answer. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(details.message ?? ERRORS[code].title);
    this.name = "AppError";
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return ERRORS[this.code].status;
  }
}

/** A refusal of single fields. */
export function invalid(path: string, message: string): AppError {
  return new AppError("VALIDATION", { errors: [{ path, code: "custom", message }] });
}

export function notFound(): AppError {
  return new AppError("NOT_FOUND");
}

export function rateLimited(retryAfterMs: number): AppError {
  return new AppError("RATE_LIMITED", { retryAfterMs: Math.max(1, Math.ceil(retryAfterMs)) });
}

export function busy(retryAfterMs = 1_000): AppError {
  return new AppError("BUSY", { retryAfterMs });
}
