import * as z from "zod/mini";
import { Id, Time } from "./common.ts";
import { User } from "./profiles.ts";
import { trimmedText } from "./text.ts";

export const FriendRequest = z.object({
  id: Id,
  from: User,
  to: User,
  message: z.string(),
  at: Time,
});
export type FriendRequest = z.infer<typeof FriendRequest>;

export const RequestAnswer = z.object({ request: FriendRequest });
export type RequestAnswer = z.infer<typeof RequestAnswer>;

/** `POST /api/friends/requests`: the first line has 10–300 characters. */
export const SendRequest = z.object({
  userId: Id,
  message: trimmedText({ label: "Your first line", min: 10, max: 300 }),
});
export type SendRequest = z.infer<typeof SendRequest>;

export const FriendRequests = z.object({
  incoming: z.array(FriendRequest),
  outgoing: z.array(FriendRequest),
});
export type FriendRequests = z.infer<typeof FriendRequests>;
