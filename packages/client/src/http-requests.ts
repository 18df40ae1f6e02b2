import { IceAnswer } from "@parley/protocol/calls";
import { Problem } from "@parley/protocol/errors";
import { HistoryPage } from "@parley/protocol/messages";
import { SyncAnswer } from "@parley/protocol/sync";
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from "@parley/protocol/version";
import { TransportError, type Transport } from "./transport.ts";

/** How long a request may take, in milliseconds. */
const ANSWER_MS = 20_000;

export interface HttpOptions {
  /** For example `https://parley.example`. */
  baseUrl: string;
  /** Default: the platform's. */
  fetch?: typeof fetch;
  /** A bearer token; without it the session cookie counts. */
  token?: string;
}

/** The schema of an answer. */
interface Parser<T> {
  safeParse(value: unknown): { success: true; data: T } | { success: false };
}

type HttpRequests = Pick<Transport, "sync" | "history" | "ice" | "markCallsSeen">;

/** For answers without a body. */
const NOTHING: Parser<void> = { safeParse: () => ({ success: true, data: undefined }) };

/** The requests of a transport, over `fetch`. */
export function createHttpRequests(options: HttpOptions): HttpRequests {
  const { token } = options;
  // Called as a bare function: browsers refuse it as a method of something else.
  const send = options.fetch ?? ((input, init) => globalThis.fetch(input, init));

  async function request<T>(path: string, init: RequestInit, parser: Parser<T>): Promise<T> {
    let response: Response;
    let body: unknown;
    try {
      response = await send(options.baseUrl + path, {
        ...init,
        credentials: "same-origin",
        signal: AbortSignal.timeout(ANSWER_MS),
        headers: {
          "content-type": "application/json",
          [PROTOCOL_HEADER]: String(PROTOCOL_VERSION),
          ...(token && { authorization: `Bearer ${token}` }),
        },
      });
      body = response.status === 204 ? null : await response.json();
    } catch (error) {
      throw new TransportError(error instanceof Error ? error.message : String(error));
    }
    if (!response.ok) throw toError(response, body);
    const parsed = parser.safeParse(body);
    if (!parsed.success) throw new TransportError("The answer could not be read.");
    return parsed.data;
  }

  return {
    sync: (payload) =>
      request("/api/sync", { method: "POST", body: JSON.stringify(payload) }, SyncAnswer),
    history(conversationId, query) {
      const params = new URLSearchParams();
      for (const [name, value] of Object.entries(query)) params.set(name, String(value));
      const path = `/api/conversations/${conversationId}/messages?${params.toString()}`;
      return request(path, { method: "GET" }, HistoryPage);
    },
    ice(callId) {
      const query = callId === null ? "" : `?callId=${encodeURIComponent(callId)}`;
      return request(`/api/ice${query}`, { method: "GET" }, IceAnswer);
    },
    markCallsSeen: () => request("/api/calls/seen", { method: "PUT" }, NOTHING),
  };
}

function toError(response: Response, body: unknown): TransportError {
  const problem = Problem.safeParse(body);
  const seconds = Number(response.headers.get("retry-after"));
  const headerMs = seconds > 0 ? seconds * 1000 : null;
  return new TransportError(problem.success ? problem.data.title : response.statusText, {
    status: response.status,
    code: problem.success ? problem.data.code : null,
    retryAfterMs: (problem.success ? problem.data.retryAfterMs : null) ?? headerMs,
  });
}
