import { ERRORS, toFieldErrors } from "@parley/protocol/errors";
import type { ErrorCode, Problem, RawIssue } from "@parley/protocol/errors";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { isDatabaseAway } from "../database-away.ts";
import { AppError, busy } from "../errors.ts";

const FROM_FASTIFY: Record<string, ErrorCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "TOO_LARGE",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "WRONG_TYPE",
  FST_ERR_CTP_EMPTY_JSON_BODY: "MALFORMED",
  FST_ERR_CTP_INVALID_JSON_BODY: "MALFORMED",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "MALFORMED",
  FST_ERR_BAD_URL: "MALFORMED",
  FST_ERR_MAX_PARAM_LENGTH: "MALFORMED",
};

/** Answers a failed request with problem+json; what nobody foresaw is logged and told without detail. */
export function sendProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const known = toAppError(error);
  if (!known) request.log.error({ err: error, traceId: request.id }, "request failed unexpectedly");
  const refusal = known ?? new AppError("INTERNAL");
  const problem = toProblem(refusal);
  if (!known) problem.traceId = request.id;
  if (refusal.details.retryAfterMs !== undefined) {
    reply.header("retry-after", Math.ceil(refusal.details.retryAfterMs / 1000));
  }
  return reply
    .code(refusal.status)
    .header("content-type", "application/problem+json; charset=utf-8")
    .header("cache-control", "no-store")
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send(problem);
}

/** The RFC 9457 body of a refusal. */
export function toProblem({ code, status, message, details }: AppError): Problem {
  const { message: _, ...extras } = details;
  return {
    type: "about:blank",
    title: ERRORS[code].title,
    status,
    code,
    ...(message === ERRORS[code].title ? {} : { detail: message }),
    ...extras,
  };
}

function toAppError(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const issues = error.validation.map(
      ({ keyword, instancePath, message = "", params }): RawIssue => ({
        ...params,
        code: keyword,
        path: instancePath.split("/").slice(1),
        message,
      }),
    );
    return new AppError("VALIDATION", { errors: toFieldErrors(issues) });
  }
  if (isDatabaseAway(error)) return busy();
  if (!(error instanceof Error)) return null;
  const { code, statusCode = 500 } = error as FastifyError;
  if (code in FROM_FASTIFY) return new AppError(FROM_FASTIFY[code]!);
  // A library's refusal of what the client sent, such as a range beyond the end, is no fault of ours.
  return statusCode >= 400 && statusCode < 500 ? new AppError("MALFORMED") : null;
}

/** True for a path that leads out of the folder of static files, or into none. */
export function isForbiddenPath(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "FST_STATIC_FORBIDDEN_PATH";
}
