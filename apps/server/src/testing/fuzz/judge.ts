import { ackSchema, CommandRefusal, isCommandName } from "@parley/protocol/commands";
import { isErrorCode } from "@parley/protocol/errors";
import { SILENCE } from "./wire.ts";

/** What came of one input: how it was answered, and what is wrong with that. */
export interface Verdict {
  /** `ok`, an error code, a status or `cut`, for the tally. */
  outcome: string;
  fault: string | null;
}

export interface HttpAnswer {
  status: number;
  type: string;
  body: string;
}

/** An acknowledgement has the form that the protocol gives it, and nothing went wrong inside. */
export function judgeAck(name: string, text: string | null): Verdict {
  if (text === null) return { outcome: "cut", fault: null };
  if (text === SILENCE) return { outcome: SILENCE, fault: "it was never acknowledged" };
  const [answer]: unknown[] = JSON.parse(text);
  const schema = isCommandName(name) ? ackSchema(name) : CommandRefusal;
  const parsed = schema.safeParse(answer);
  if (!parsed.success) return { outcome: "odd", fault: `it was acknowledged with ${text}` };
  const outcome = parsed.data.ok ? "ok" : parsed.data.error.code;
  // A message is refused by itself within an answer that is fine.
  const isBroken = /"code":"(INTERNAL|BUSY)"/.test(text);
  return { outcome, fault: isBroken ? `it was acknowledged with ${text}` : null };
}

/** An answer is no 5xx, and a refusal of ours is a problem with a code of the catalogue. */
export function judgeAnswer(
  { method, path }: { method: string; path: string },
  { status, type, body }: HttpAnswer,
): Verdict {
  if (status >= 500) return { outcome: String(status), fault: `it was answered ${status} ${body}` };
  if (status < 400) return { outcome: "ok", fault: null };
  // An answer to HEAD has no body, and Socket.IO's own refusals have its own form.
  if (method === "HEAD" || path.startsWith("/socket.io"))
    return { outcome: String(status), fault: null };
  const code = codeOf(body);
  const isProblem = type.startsWith("application/problem+json") && isErrorCode(code);
  return {
    outcome: isErrorCode(code) ? code : String(status),
    fault: isProblem ? null : `it was refused with ${status} ${type} ${body.slice(0, 300)}`,
  };
}

/** Of bytes that are no request at all, only that the server does not call it its own fault. */
export function judgeBytes(answer: string): Verdict {
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(answer)?.[1] ?? "cut";
  return { outcome: status, fault: status.startsWith("5") ? `it was answered ${answer}` : null };
}

function codeOf(body: string): unknown {
  try {
    const problem: unknown = JSON.parse(body);
    return typeof problem === "object" && problem !== null && "code" in problem
      ? problem.code
      : null;
  } catch {
    return null;
  }
}
