import { COMMANDS, isCommandName } from "@parley/protocol/commands";
import type { CommandName, CommandRefusal } from "@parley/protocol/commands";
import { toFieldErrors } from "@parley/protocol/errors";
import { isDatabaseAway } from "../database-away.ts";
import { AppError, busy } from "../errors.ts";
import type { CommandHandlers, Connection } from "../feature.ts";
import type { Access } from "../identity.ts";
import { isAllowed } from "../identity.ts";
import { newId } from "../ids.ts";
import type { Log } from "../log.ts";
import type { CommandLane } from "./parts.ts";

const WRITE: Access = { scope: "write" };
const CALLS: Access = { scope: "calls" };

/** Who may give which command. */
const COMMAND_ACCESS: Record<CommandName, Exclude<Access, "public">> = {
  "message:send": WRITE,
  "message:edit": WRITE,
  "message:delete": WRITE,
  "receipt:advance": WRITE,
  "typing:start": WRITE,
  "typing:stop": WRITE,
  "presence:watch": { scope: "read" },
  "call:initiate": CALLS,
  "call:accept": CALLS,
  "call:reject": CALLS,
  "call:cancel": CALLS,
  "call:join": CALLS,
  "call:leave": CALLS,
  "call:end": CALLS,
  "call:signal": CALLS,
  "call:signal-ack": CALLS,
  "call:heartbeat": CALLS,
  "call:media": CALLS,
};

const SIGNALING = new Set(["call:signal", "call:signal-ack", "call:heartbeat"]);

/** Which limit a command counts against. */
export function laneOf(name: string): CommandLane {
  return SIGNALING.has(name) ? "signaling" : "other";
}

type Handler = (connection: Connection, payload: unknown) => Promise<object>;

export interface CommandParts {
  handlers: CommandHandlers;
  epoch(): string;
  log: Log;
}

/** Parses, authorizes and runs one command; always answers, never throws. */
export async function runCommand(
  { handlers, epoch, log }: CommandParts,
  connection: Connection,
  { name, payload }: { name: string; payload: unknown },
): Promise<object> {
  try {
    if (!isCommandName(name)) throw new AppError("UNKNOWN_COMMAND");
    const handler = handlers[name] as Handler | undefined;
    if (!handler) throw new AppError("UNKNOWN_COMMAND");
    if (!isAllowed(connection.identity, COMMAND_ACCESS[name])) throw new AppError("FORBIDDEN");
    const parsed = COMMANDS[name].payload.safeParse(payload);
    if (!parsed.success) {
      throw new AppError("VALIDATION", { errors: toFieldErrors(parsed.error.issues) });
    }
    return { ok: true, epoch: epoch(), ...(await handler(connection, parsed.data)) };
  } catch (error) {
    return { epoch: epoch(), ...refuse(error, log) };
  }
}

/** The acknowledgement of a refused command. */
export function refuse(error: unknown, log: Log): CommandRefusal {
  const known = error instanceof AppError ? error : isDatabaseAway(error) ? busy() : null;
  const traceId = newId();
  if (!known) log.error({ err: error, traceId }, "command failed unexpectedly");
  const { code, message, details } = known ?? new AppError("INTERNAL");
  return {
    ok: false,
    error: {
      code,
      message: known ? message : `${message} (${traceId})`,
      ...(details.retryAfterMs === undefined ? {} : { retryAfterMs: details.retryAfterMs }),
      ...(details.errors ? { errors: details.errors } : {}),
    },
    ...(details.row ? { row: details.row } : {}),
  };
}
