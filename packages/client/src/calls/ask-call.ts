import type { Call } from "@parley/protocol/calls";
import type { CommandName, CommandPayload } from "@parley/protocol/commands";
import { TransportError, type Transport } from "../transport.ts";
import { CallError } from "./calls.ts";

/** The commands of calls: each is answered with the call. */
export type CallCommandName = Extract<CommandName, `call:${string}`>;

/** Sends a command about a call. Throws `CallError` when it is refused or gets no answer. */
export async function askCall<N extends CallCommandName>(
  transport: Pick<Transport, "command">,
  name: N,
  payload: CommandPayload<N>,
): Promise<Call> {
  let ack;
  try {
    ack = await transport.command<CallCommandName>(name, payload);
  } catch (error) {
    const message = error instanceof TransportError ? error.message : String(error);
    throw new CallError("OFFLINE", message);
  }
  if (ack.ok) return ack.call;
  const { code, message, retryAfterMs } = ack.error;
  throw new CallError(code, message, retryAfterMs ?? null);
}

/** True for a failure that another attempt may mend. */
export function isPassing(error: unknown): boolean {
  return error instanceof CallError && ["OFFLINE", "BUSY", "RATE_LIMITED"].includes(error.code);
}
