import { ApiError, hasCode, readProblem } from "./api-error.ts";
import { endSession } from "./session.ts";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Whatever turns an unknown answer into a known one or throws; every schema of the protocol does. */
export type AnswerParser<Answer> = { parse: (data: unknown) => Answer };

type Request<Answer> = {
  method?: Method;
  path: `/api/${string}`;
  body?: unknown;
  /** Parses the body of the answer, null when it has none; without it the answer is not read. */
  answer?: AnswerParser<Answer>;
  signal?: AbortSignal;
};

const PROTOCOL = "1";

/**
 * Asks the server and parses its answer.
 *
 * @throws {ApiError} with a code of the catalogue, or `NETWORK`. When the session has ended, the app also learns of it.
 */
export async function request<Answer>(
  asked: Request<Answer> & { answer: AnswerParser<Answer> },
): Promise<Answer>;
export async function request(asked: Request<never>): Promise<void>;
export async function request<Answer>(asked: Request<Answer>): Promise<Answer | void> {
  const response = await send(asked);
  if (!response.ok) throw await refuse(response);
  if (asked.answer === undefined) return;
  const data: unknown = await response.json().catch(() => null);
  try {
    return asked.answer.parse(data);
  } catch {
    throw new ApiError({ code: "INTERNAL", message: "The answer could not be read" });
  }
}

async function send(asked: Request<unknown>): Promise<Response> {
  const headers: Record<string, string> = {
    accept: "application/json",
    "parley-protocol": PROTOCOL,
  };
  if (asked.body !== undefined) headers["content-type"] = "application/json";
  try {
    return await fetch(asked.path, {
      method: asked.method ?? "GET",
      headers,
      credentials: "same-origin",
      ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
      ...(asked.signal ? { signal: asked.signal } : {}),
    });
  } catch (error) {
    if (asked.signal?.aborted) throw error;
    throw new ApiError({ code: "NETWORK", message: "The server was not reached" });
  }
}

async function refuse(response: Response): Promise<ApiError> {
  const error = await readProblem(response);
  if (hasCode(error, "UNAUTHENTICATED")) endSession("UNAUTHENTICATED");
  if (hasCode(error, "SESSION_EXPIRED")) endSession("SESSION_EXPIRED");
  if (hasCode(error, "SESSION_REVOKED")) endSession("SESSION_REVOKED");
  return error;
}
