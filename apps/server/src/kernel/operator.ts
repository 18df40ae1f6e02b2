import type { Config } from "./config.ts";
import { describeError, errorCode, StartFault } from "./start-fault.ts";

/** A sentence for the operator; it stands apart from the log, which is for machines. */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Why the server did not start, in one sentence. */
export function explain(error: unknown): string {
  return error instanceof StartFault
    ? error.message
    : `Parley cannot start: ${describeError(error)}.`;
}

/** Puts the errors of listening that the operator can mend into words. */
export function explainListening(error: unknown, config: Config): unknown {
  const sentence = listeningFault(errorCode(error), config);
  return sentence === null
    ? error
    : new StartFault(`Parley cannot start: ${sentence}`, { cause: error });
}

function listeningFault(code: string, { port, host }: Config): string | null {
  switch (code) {
    case "EADDRINUSE":
      return `port ${port} is in use by another program. Stop it, or set PORT to another number.`;
    case "EACCES":
      return `this user may not listen on port ${port}. Set PORT to a number above 1023.`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return `this machine does not have the address ${host ?? "127.0.0.1"}. Set HOST to one of its own.`;
    default:
      return null;
  }
}
