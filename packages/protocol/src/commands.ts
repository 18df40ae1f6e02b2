import * as z from "zod/mini";
import {
  AckSignal,
  CallAnswer,
  CallCommand,
  EndCall,
  InitiateCall,
  SendSignal,
  SetCallMedia,
} from "./calls.ts";
import { Counter } from "./common.ts";
import { AdvanceReceipt } from "./conversations.ts";
import { CommandError } from "./errors.ts";
import { DeleteMessage, EditMessage, Message, SendMessages, SendResult } from "./messages.ts";
import { Presence, StartTyping, StopTyping, WatchPresence } from "./presence.ts";
import { isStorableText } from "./text.ts";

/**
 * Everything a client may say over its socket: the payload, and what an acknowledgement with
 * `ok: true` holds beside `ok` and `epoch`.
 */
export const COMMANDS = {
  "message:send": { payload: SendMessages, answer: z.object({ results: z.array(SendResult) }) },
  "message:edit": { payload: EditMessage, answer: z.object({ ver: Counter }) },
  "message:delete": { payload: DeleteMessage, answer: z.object({ ver: Counter }) },
  "receipt:advance": {
    payload: AdvanceReceipt,
    answer: z.object({ delivered: Counter, read: Counter }),
  },
  "typing:start": { payload: StartTyping, answer: z.object({}) },
  "typing:stop": { payload: StopTyping, answer: z.object({}) },
  "presence:watch": { payload: WatchPresence, answer: z.object({ states: z.array(Presence) }) },
  "call:initiate": { payload: InitiateCall, answer: CallAnswer },
  "call:accept": { payload: CallCommand, answer: CallAnswer },
  "call:reject": { payload: CallCommand, answer: CallAnswer },
  "call:cancel": { payload: CallCommand, answer: CallAnswer },
  "call:join": { payload: CallCommand, answer: CallAnswer },
  "call:leave": { payload: CallCommand, answer: CallAnswer },
  "call:end": { payload: EndCall, answer: CallAnswer },
  "call:signal": { payload: SendSignal, answer: CallAnswer },
  "call:signal-ack": { payload: AckSignal, answer: CallAnswer },
  "call:heartbeat": { payload: CallCommand, answer: CallAnswer },
  "call:media": { payload: SetCallMedia, answer: CallAnswer },
} as const;

export type CommandName = keyof typeof COMMANDS;
export type CommandPayload<N extends CommandName> = z.infer<(typeof COMMANDS)[N]["payload"]>;
export type CommandAnswer<N extends CommandName> = z.infer<(typeof COMMANDS)[N]["answer"]>;

/** True for the name of a command. */
export function isCommandName(value: string): value is CommandName {
  return Object.hasOwn(COMMANDS, value);
}

/** A refusal. `row` is the current message when the code is `CONFLICT`. */
export const CommandRefusal = z.object({
  ok: z.literal(false),
  epoch: z.optional(z.string()),
  error: CommandError,
  row: z.optional(Message),
});
export type CommandRefusal = z.infer<typeof CommandRefusal>;

export type CommandAck<N extends CommandName> =
  | ({ ok: true; epoch: string } & CommandAnswer<N>)
  | CommandRefusal;

/** The acknowledgement of `name` as received: parse before use. */
export function ackSchema<N extends CommandName>(name: N) {
  return z.union([
    z.extend(COMMANDS[name].answer as z.ZodMiniObject, { ok: z.literal(true), epoch: z.string() }),
    CommandRefusal,
  ]) as unknown as z.ZodMiniType<CommandAck<N>>;
}

/** What a client sends when it opens its socket (`auth`). */
export const Handshake = z.object({
  token: z.optional(z.string().check(z.maxLength(512))),
  protocol: z.optional(z.number()),
  device: z.optional(z.string().check(z.maxLength(64), z.refine(isStorableText))),
});
export type Handshake = z.infer<typeof Handshake>;

/** `err.data` of a refused handshake. */
export const HandshakeRefusal = z.object({
  code: z.string(),
  message: z.string(),
  retryAfterMs: z.optional(z.number()),
});
export type HandshakeRefusal = z.infer<typeof HandshakeRefusal>;
