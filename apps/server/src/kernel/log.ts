import { pino } from "pino";
import type { DestinationStream, Logger } from "pino";
import type { LogLevel } from "./config.ts";

export type Log = Logger;

/** Names of fields whose values are never written, wherever a log line carries them. */
const SECRET_FIELDS = [
  "password",
  "passwordHash",
  "current",
  "code",
  "codes",
  "token",
  "secret",
  "sessionSecret",
  "cookie",
  "authorization",
  "body",
  "databaseUrl",
  "smtpUrl",
];

/**
 * One JSON object a line on standard output: what happened as `msg`, ids beside it. Bodies,
 * passwords, codes and tokens are taken out even where a caller passed them by mistake.
 */
export function createLog(level: LogLevel, destination?: DestinationStream): Log {
  const options = {
    level,
    base: undefined,
    timestamp: () => `,"at":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describe, error: describe },
    redact: {
      paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
      censor: "[hidden]",
    },
  };
  return destination ? pino(options, destination) : pino(options);
}

/**
 * Errors keep their kind and place. What people wrote stays out: the query layer puts parameters
 * into its message, and a driver's `detail` and `parameters` quote rows.
 */
function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const frames = error.stack?.split("\n").filter((line) => line.startsWith("    at "));
  return {
    type: error.name,
    message: error.message.split("\nparams:")[0],
    reason: "code" in error ? error.code : undefined,
    stack: frames?.join("\n"),
    cause: error.cause === undefined ? undefined : describe(error.cause),
  };
}
