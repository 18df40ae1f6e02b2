import * as z from "zod/mini";
import { Counter, Id, Time } from "./common.ts";
import { ConversationRow, Member, Receipt } from "./conversations.ts";
import { FriendRequest } from "./friends.ts";
import { Message, Reaction } from "./messages.ts";
import { Settings, User } from "./profiles.ts";

/** Most conversations listed in one request; more go out in ranges of ids. */
export const MOST_LISTED = 2_000;

/** `-1` as `receiptVer` asks for an entry in any case (the client cannot count its unread itself). */
const Cursor = z.tuple([Id, Counter, z.int().check(z.minimum(-1), z.maximum(2_147_483_647))]);

const RangeEnd = z.string().check(z.maxLength(64));

export const SyncRequest = z.object({
  epoch: z.nullable(z.string().check(z.maxLength(64))),
  userVer: Counter,
  conversations: z
    .array(Cursor)
    .check(z.maxLength(MOST_LISTED, `List at most ${MOST_LISTED} conversations.`)),
  range: z.optional(z.tuple([RangeEnd, RangeEnd])),
  open: z.optional(z.nullable(Id)),
  only: z.optional(z.boolean()),
  next: z.optional(z.nullable(z.string().check(z.maxLength(512)))),
});
export type SyncRequest = z.infer<typeof SyncRequest>;

/** Kinds of a person's own changes, each with its row; `row: null` is a tombstone. */
export const Change = z.object({
  kind: z.string(),
  id: Id,
  ver: Counter,
  row: z.nullable(z.unknown()),
});
export type Change = z.infer<typeof Change>;

/** Row of kind `user`: a friend, a partner, or oneself. */
export const UserChange = z.extend(User, { friend: z.boolean() });
export type UserChange = z.infer<typeof UserChange>;
/** Row of kind `request`. */
export const RequestChange = FriendRequest;
/** Row of kind `block`: somebody this person has blocked. */
export const BlockChange = z.object({ userId: Id });
/** Row of kind `settings`. */
export const SettingsChange = Settings;

export const CHANGE_KINDS = ["user", "request", "block", "settings", "calls"] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/**
 * One conversation's part of the answer: an interval from the cursor in the request to `ver`.
 * `head` and `frozen` with rows replace what was held and leave a hole below; `gone` purges.
 */
export const SyncEntry = z.object({
  id: Id,
  mode: z.enum(["delta", "head", "frozen", "gone"]),
  ver: Counter,
  receiptVer: Counter,
  seq: Counter,
  unread: z.number(),
  readSeq: Counter,
  more: z.boolean(),
  conversation: z.optional(ConversationRow),
  receipts: z.array(Receipt),
  receiptsAll: z.optional(z.boolean()),
  messages: z.array(Message),
  reactions: z.array(Reaction),
  members: z.array(Member),
});
export type SyncEntry = z.infer<typeof SyncEntry>;

export const SyncAnswer = z.object({
  epoch: z.string(),
  now: Time,
  users: z.array(User),
  user: z.object({ ver: Counter, changes: z.array(Change), more: z.boolean() }),
  conversations: z.array(SyncEntry),
  next: z.optional(z.nullable(z.string())),
});
export type SyncAnswer = z.infer<typeof SyncAnswer>;
