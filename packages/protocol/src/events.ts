import * as z from "zod/mini";
import {
  CallEnded,
  CallGrant,
  CallMediaChanged,
  CallRing,
  CallSignal,
  CallSignalAck,
  CallState,
  CallStop,
} from "./calls.ts";
import { Counter, Id } from "./common.ts";
import { ConversationRow, Member } from "./conversations.ts";
import { Message, Reaction } from "./messages.ts";
import { Activity, Presence } from "./presence.ts";
import { User } from "./profiles.ts";
import { Change } from "./sync.ts";

const Epoch = z.string();

/** Exactly the changes in `(since, ver]`; without rows it is a poke. */
export const ConversationChanged = z.object({
  epoch: Epoch,
  conversationId: Id,
  since: Counter,
  ver: Counter,
  messages: z.optional(z.array(Message)),
  reactions: z.optional(z.array(Reaction)),
  members: z.optional(z.array(Member)),
  conversation: z.optional(ConversationRow),
  users: z.optional(z.array(User)),
});
export type ConversationChanged = z.infer<typeof ConversationChanged>;

export const UserChanged = z.object({
  epoch: Epoch,
  since: Counter,
  ver: Counter,
  changes: z.array(Change),
});
export type UserChanged = z.infer<typeof UserChanged>;

export const ReceiptChanged = z.object({
  epoch: Epoch,
  conversationId: Id,
  receiptVer: Counter,
  userId: Id,
  delivered: Counter,
  read: Counter,
});
export type ReceiptChanged = z.infer<typeof ReceiptChanged>;

/** `activity: null` means stopped; without news it ends by itself after 6 s. */
export const TypingChanged = z.object({
  epoch: Epoch,
  conversationId: Id,
  userId: Id,
  activity: z.nullable(Activity),
  lang: z.optional(z.nullable(z.string())),
});
export type TypingChanged = z.infer<typeof TypingChanged>;

export const PresenceChanged = z.extend(Presence, { epoch: Epoch });
export type PresenceChanged = z.infer<typeof PresenceChanged>;

/** Sent just before the server ends a session's socket. */
export const SessionEnded = z.object({ code: z.enum(["SESSION_EXPIRED", "SESSION_REVOKED"]) });
export type SessionEnded = z.infer<typeof SessionEnded>;

/** Sent when the server stops on purpose: come back after `retryAfterMs`. */
export const ServerClosing = z.object({ retryAfterMs: z.number() });
export type ServerClosing = z.infer<typeof ServerClosing>;

/** Everything a server may say over a socket. */
export const EVENTS = {
  "conversation:changed": ConversationChanged,
  "user:changed": UserChanged,
  "receipt:changed": ReceiptChanged,
  "typing:changed": TypingChanged,
  "presence:changed": PresenceChanged,
  "call:ring": CallRing,
  "call:state": CallState,
  "call:grant": CallGrant,
  "call:stop": CallStop,
  "call:signal": CallSignal,
  "call:signal-ack": CallSignalAck,
  "call:media": CallMediaChanged,
  "call:ended": CallEnded,
  "session:ended": SessionEnded,
  "server:closing": ServerClosing,
} as const;

export type EventName = keyof typeof EVENTS;
export type EventPayload<N extends EventName> = z.infer<(typeof EVENTS)[N]>;
