import { PROTOCOL_VERSION } from "@parley/protocol/version";
import * as z from "zod/mini";
import { ApiError, readProblem } from "./api-error.ts";
import { endSession } from "./session.ts";

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

type Request<Schema> = {
  method?: Method;
  path: `/api/${string}`;
  body?: unknown;
  /** What the answer is parsed with; without it the answer is not read. */
  answer?: Schema;
  signal?: AbortSignal;
};

/**
 * Asks the server and parses its answer.
 *
 * @throws {ApiError} with a code of the catalogue, or `NETWORK`. When the session has ended, the app also learns of it.
 */
export async function request<Schema extends z.ZodMiniType>(
  asked: Request<Schema> & { answer: Schema },
): Promise<z.infer<Schema>>;
export async function request(asked: Request<undefined>): Promise<void>;
export async function request(asked: Request<z.ZodMiniType | undefined>): Promise<unknown> {
  const response = await send(asked);
  if (!response.ok) throw await refuse(response);
  if (asked.answer === undefined) return undefined;
  const parsed = z.safeParse(asked.answer, await response.json().catch(() => null));
  if (!parsed.success)
    throw new ApiError({ code: "INTERNAL", message: "The answer could not be read" });
  return parsed.data;
}

async function send(asked: Request<unknown>): Promise<Response> {
  const headers: Record<string, string> = {
    accept: "application/json",
    "parley-protocol": String(PROTOCOL_VERSION),
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
  const { code } = error;
  if (code === "UNAUTHENTICATED" || code === "SESSION_EXPIRED" || code === "SESSION_REVOKED")
    endSession(code);
  return error;
}
