import * as z from "zod/mini";

/** Every error code of the product with the HTTP status that carries it. Sockets send the code alone. */
export const ERRORS = {
  VALIDATION: { status: 400, title: "Some fields are not right." },
  MALFORMED: { status: 400, title: "The request could not be read." },
  WRONG_CODE: { status: 400, title: "That code is not right." },
  CODE_EXPIRED: { status: 400, title: "That code is no longer valid." },
  UNAUTHENTICATED: { status: 401, title: "Please sign in." },
  SESSION_EXPIRED: { status: 401, title: "Your session has expired. Please sign in again." },
  SESSION_REVOKED: { status: 401, title: "This session was ended. Please sign in again." },
  WRONG_CREDENTIALS: { status: 401, title: "The e-mail address or the password is not right." },
  BAD_ORIGIN: { status: 403, title: "This request did not come from this site." },
  FORBIDDEN: { status: 403, title: "You may not do this." },
  CANNOT_WRITE: { status: 403, title: "This conversation no longer takes messages." },
  NOT_FOUND: { status: 404, title: "There is nothing here." },
  CONFLICT: { status: 409, title: "This was changed elsewhere in the meantime." },
  ID_TAKEN: { status: 409, title: "This id is in use." },
  EMAIL_TAKEN: { status: 409, title: "This e-mail address has an account." },
  USERNAME_TAKEN: { status: 409, title: "This username is taken." },
  REQUEST_EXISTS: { status: 409, title: "There is a request between you already." },
  TOO_LARGE: { status: 413, title: "This is too large." },
  WRONG_TYPE: { status: 415, title: "The body must be JSON." },
  UPDATE_REQUIRED: { status: 426, title: "This version is out of date. Please reload." },
  RATE_LIMITED: { status: 429, title: "That was too often. Please wait a moment." },
  INTERNAL: { status: 500, title: "Something went wrong on the server." },
  BUSY: { status: 503, title: "The server is busy. Please try again in a moment." },
  UNKNOWN_COMMAND: { status: 400, title: "There is no such command." },
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** True for a string that stands in the catalogue. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === "string" && Object.hasOwn(ERRORS, value);
}

/** One wrong field: `path` is dotted (`speaks.0.level`), `message` is for a person. */
export const FieldError = z.object({ path: z.string(), code: z.string(), message: z.string() });
export type FieldError = z.infer<typeof FieldError>;

/** The body of every failed HTTP answer (RFC 9457). Fields beyond these belong to single codes. */
export const Problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  code: z.string(),
  detail: z.optional(z.string()),
  errors: z.optional(z.array(FieldError)),
  triesLeft: z.optional(z.number()),
  retryAfterMs: z.optional(z.number()),
  traceId: z.optional(z.string()),
});
export type Problem = z.infer<typeof Problem>;

/** The error half of a socket acknowledgement. */
export const CommandError = z.object({
  code: z.string(),
  message: z.string(),
  retryAfterMs: z.optional(z.number()),
  errors: z.optional(z.array(FieldError)),
});
export type CommandError = z.infer<typeof CommandError>;

/** The parts of a schema library's issue that a message is made of. */
export interface RawIssue {
  code?: string | undefined;
  path: PropertyKey[];
  message: string;
  minimum?: unknown;
  maximum?: unknown;
}

/** How the schema library begins its own messages, with any of its locales for English or none. */
const LIBRARY_MESSAGE = /^(?:Invalid|Too (?:small|big)|Unrecognized)\b/;

/**
 * Turns the issues of a failed parse into messages for a person.
 * Schemas that say nothing of their own get a sentence by the kind of fault.
 */
export function toFieldErrors(issues: readonly RawIssue[]): FieldError[] {
  return issues.map((issue) => ({
    path: issue.path.map(String).join("."),
    code: issue.code ?? "custom",
    message: LIBRARY_MESSAGE.test(issue.message) ? describe(issue) : issue.message,
  }));
}

function describe(issue: RawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return "This is missing or of the wrong kind.";
    case "too_small":
      return `This is too small; the least is ${String(issue.minimum)}.`;
    case "too_big":
      return `This is too large; the most is ${String(issue.maximum)}.`;
    case "invalid_value":
      return "This is not one of the allowed values.";
    default:
      return "This is not valid.";
  }
}
