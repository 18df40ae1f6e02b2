import * as z from "zod/mini";
import { CallSummary } from "./calls.ts";
import { Counter, Id, LanguageTag, Time } from "./common.ts";
import { User } from "./profiles.ts";
import { countScalars, isStorableText } from "./text.ts";

/** Most Unicode scalar values in one message. */
export const LONGEST_BODY = 8_000;
/** Most messages in one `message:send`. */
export const MOST_MESSAGES = 20;

/**
 * A stored message. A deleted one is a tombstone: `body` null, `deletedAt` set.
 * `seq` orders the timeline, `ver` is the conversation's change that last touched it.
 */
export const Message = z.object({
  id: Id,
  conversationId: Id,
  senderId: Id,
  seq: Counter,
  ver: Counter,
  at: Time,
  kind: z.string(),
  body: z.nullable(z.string()),
  lang: z.nullable(z.string()),
  replyTo: z.nullable(Id),
  editedAt: z.nullable(Time),
  deletedAt: z.nullable(Time),
  /** What became of the call, in a message of kind `call` alone; its `body` is null. */
  call: z.optional(CallSummary),
});
export type Message = z.infer<typeof Message>;

/** A reaction; `on: false` is its tombstone. */
export const Reaction = z.object({
  messageId: Id,
  userId: Id,
  emoji: z.string(),
  on: z.boolean(),
  ver: Counter,
});
export type Reaction = z.infer<typeof Reaction>;

/** The text of a message, kept exactly as sent: 1–8,000 scalar values, not only white space. */
export const Body = z.string("The text is missing.").check(
  z.refine((body) => body.length <= LONGEST_BODY * 2 && countScalars(body) <= LONGEST_BODY, {
    error: "A message has at most 8,000 characters.",
    abort: true,
  }),
  z.refine(isStorableText, {
    error: "The text holds characters that cannot be sent.",
    abort: true,
  }),
  z.refine((body) => body.trim() !== "", "Write something first."),
);

const Lang = z.optional(z.nullable(LanguageTag));

export const NewMessage = z.object({
  id: Id,
  kind: z.literal("text", "Only text can be sent."),
  body: Body,
  lang: Lang,
});
export type NewMessage = z.infer<typeof NewMessage>;

export const NewMessages = z
  .array(NewMessage)
  .check(
    z.minLength(1, "Send at least one message."),
    z.maxLength(MOST_MESSAGES, `Send at most ${MOST_MESSAGES} messages at once.`),
  );

export const SendMessages = z.object({ conversationId: Id, messages: NewMessages });
export type SendMessages = z.infer<typeof SendMessages>;

export const SendResult = z.union([
  z.object({
    id: Id,
    ok: z.literal(true),
    seq: Counter,
    ver: Counter,
    at: Time,
    duplicate: z.boolean(),
  }),
  z.object({
    id: Id,
    ok: z.literal(false),
    error: z.object({ code: z.string(), message: z.string() }),
  }),
]);
export type SendResult = z.infer<typeof SendResult>;

export const EditBody = z.object({ body: Body, lang: Lang, baseVer: Counter });
export type EditBody = z.infer<typeof EditBody>;
export const EditMessage = z.extend(EditBody, { conversationId: Id, id: Id });
export type EditMessage = z.infer<typeof EditMessage>;

export const DeleteMessage = z.object({
  conversationId: Id,
  id: Id,
  for: z.literal("everyone", "A message is deleted for everyone."),
});
export type DeleteMessage = z.infer<typeof DeleteMessage>;

const SeqQuery = z.coerce
  .number("This must be a number.")
  .check(
    z.int("This must be a whole number."),
    z.minimum(0, "This must not be negative."),
    z.maximum(2_147_483_647, "This is too large."),
  );

/** `GET …/messages`: one of `before`, `after` (exclusive seqs) or `around`, or none for the newest. */
export const HistoryQuery = z
  .object({
    before: z.optional(SeqQuery),
    after: z.optional(SeqQuery),
    around: z.optional(SeqQuery),
    limit: z.optional(
      z.coerce
        .number("The limit must be a number.")
        .check(
          z.int("The limit must be a whole number."),
          z.minimum(1, "The limit is at least 1."),
          z.maximum(100, "The limit is at most 100."),
        ),
    ),
  })
  .check(
    z.refine(
      ({ before, after, around }) =>
        [before, after, around].filter((seq) => seq !== undefined).length <= 1,
      { error: "Ask with one of before, after and around.", path: ["before"] },
    ),
  );
export type HistoryQuery = z.infer<typeof HistoryQuery>;

/** A page of history, ascending by seq; `before` and `after` are the seqs to ask with next, null at that end. */
export const HistoryPage = z.object({
  epoch: z.string(),
  items: z.array(Message),
  reactions: z.array(Reaction),
  users: z.array(User),
  ver: Counter,
  before: z.nullable(Counter),
  after: z.nullable(Counter),
});
export type HistoryPage = z.infer<typeof HistoryPage>;
