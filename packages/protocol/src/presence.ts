import * as z from "zod/mini";
import { Id, LanguageTag, Time } from "./common.ts";

export const Activity = z.enum(["typing", "recording"]);
export type Activity = z.infer<typeof Activity>;

export const StartTyping = z.object({
  conversationId: Id,
  activity: z.optional(Activity),
  lang: z.optional(z.nullable(LanguageTag)),
});
export type StartTyping = z.infer<typeof StartTyping>;
export const StopTyping = z.object({ conversationId: Id });
export type StopTyping = z.infer<typeof StopTyping>;

/** `presence:watch`: at most 500 people, replacing the list before. */
export const WatchPresence = z.object({
  userIds: z.array(Id).check(z.maxLength(500, "Watch at most 500 people.")),
});
export type WatchPresence = z.infer<typeof WatchPresence>;

export const Presence = z.object({
  userId: Id,
  state: z.enum(["online", "offline"]),
  lastSeen: z.optional(Time),
});
export type Presence = z.infer<typeof Presence>;
