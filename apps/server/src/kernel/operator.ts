import type { Config } from "./config.ts";
import { describeError, errorCode, StartFault } from "./start-fault.ts";

/** A sentence for the operator; it stands apart from the log, which is for machines. */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Why the server did not start, in one sentence. */
export function explain(error: unknown, config: Config): string {
  if (error instanceof StartFault) return error.message;
  const port = `port ${config.port}`;
  switch (errorCode(error)) {
    case "EADDRINUSE":
      return `Parley cannot start: ${port} is in use by another program. Stop it, or set PORT to another number.`;
    case "EACCES":
      return `Parley cannot start: this user may not listen on ${port}. Set PORT to a number above 1023.`;
    case "EADDRNOTAVAIL":
      return `Parley cannot start: this machine does not have the address ${config.host ?? "127.0.0.1"}. Set HOST to one of its own.`;
    default:
      return `Parley cannot start: ${describeError(error)}.`;
  }
}
