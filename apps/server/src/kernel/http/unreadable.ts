import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { AppError } from "../errors.ts";
import { errorCode } from "../start-fault.ts";
import { toProblem } from "./problems.ts";

/**
 * Answers bytes in which Node found no request, or headers that are too long, and ends the
 * connection: nobody knows where the next request would begin.
 */
export function refuseUnreadable(error: Error, socket: Socket): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const isTooLarge = errorCode(error) === "HPE_HEADER_OVERFLOW";
  const problem = toProblem(new AppError(isTooLarge ? "TOO_LARGE" : "MALFORMED"));
  const body = JSON.stringify(problem);
  socket.end(
    [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
      "content-type: application/problem+json; charset=utf-8",
      `content-length: ${Buffer.byteLength(body)}`,
      "cache-control: no-store",
      "connection: close",
      "",
      body,
    ].join("\r\n"),
    () => socket.destroy(),
  );
}
