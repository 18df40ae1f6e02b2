/**
 * What the checker reads, and all that it knows: lines written while the run went on, and the state
 * of the server afterwards. Times are milliseconds of one clock, since the run began.
 */

export interface Act {
  t: number;
  device: string;
  user: string;
  conversation: string;
}

/** One attempt to send, with what came back until `until`; `error` "NO_ANSWER" when nothing did. */
export interface Sent extends Act {
  act: "sent";
  until: number;
  messages: { id: string; body: string }[];
  epoch: string | null;
  results: SendOutcome[] | null;
  error: string | null;
}

export type SendOutcome =
  | { seq: number; ver: number; at: string; duplicate: boolean }
  | { error: string };

/** One attempt to edit or delete; `ver` when it was acknowledged. */
export interface Changed extends Act {
  act: "edited" | "deleted";
  until: number;
  id: string;
  body: string | null;
  epoch: string | null;
  ver: number | null;
  error: string | null;
}

/** The client promised that this is not lost any more. */
export interface Queued extends Act {
  act: "queued" | "queued deletion";
  id: string;
}

/** An event that arrived at a socket. */
export interface Heard extends Act {
  act: "heard";
  epoch: string;
  since: number;
  ver: number;
  messages: HeldRow[];
}

export interface HeldRow {
  id: string;
  sender: string;
  seq: number;
  ver: number;
  body: string | null;
}

/** What a device held of a conversation, read in one transaction. */
export interface Held extends Act {
  act: "held";
  /** "back": at the first sync after an absence, which began at `since`; "end": after all was quiet. */
  moment: "step" | "back" | "end";
  since: number;
  epoch: string | null;
  /** A new number each time the conversation was replaced whole. */
  edition: number;
  cursor: number;
  seq: number;
  ranges: (readonly [number, number])[];
  read: number;
  delivered: number;
  /** Null when the device itself is not sure. */
  unread: number | null;
  receipts: Record<string, { delivered: number; read: number }>;
  waiting: number;
  /** Those with `from` ≤ seq that lie in a range. */
  from: number;
  rows: HeldRow[];
}

/** What a window showed, top down. */
export interface Shown extends Act {
  act: "shown";
  rows: { id: string; seq: number }[];
}

/** What was announced as new to the person. */
export interface Announced extends Act {
  act: "announced";
  messages: { id: string; sender: string }[];
}

/** A receipt that was sent, and the end of what the device had committed. */
export interface Receipted extends Act {
  act: "receipted";
  delivered: number;
  read: number;
  top: number | null;
}

/** Somebody asked for what is not theirs; `outcome` is the status or code that they got. */
export interface Probed extends Act {
  act: "probed";
  what: string;
  outcome: string;
}

/** The friendship behind a conversation ended, or began again, somewhere from `t` to `until`. */
export interface Severed extends Act {
  act: "severed" | "joined";
  until: number;
}

/** What a watcher was told of somebody. */
export interface Watched extends Act {
  act: "watched";
  of: string;
  state: string;
}

/** From `t` to `until` a second tab of `user` opened and closed beside the first. */
export interface Tabbed extends Act {
  act: "tabbed";
  until: number;
}

export type AnyAct =
  | Sent
  | Changed
  | Queued
  | Heard
  | Held
  | Shown
  | Announced
  | Receipted
  | Probed
  | Severed
  | Watched
  | Tabbed;

/** Those of one kind. */
export type ActOf<K extends AnyAct["act"], A = AnyAct> = A extends AnyAct
  ? K extends A["act"]
    ? A
    : never
  : never;

/** An older backup was put back: what was acknowledged after `backupFrom` may have gone with it. */
export interface Restored {
  backupFrom: number;
  backupUntil: number;
  stopped: number;
  started: number;
}

export interface ServerMessage extends HeldRow {
  firstVer: number;
  at: string;
  deleted: boolean;
}

/** A conversation in the database, and as each of its members reads it over HTTP. */
export interface ServerConversation {
  id: string;
  seq: number;
  ver: number;
  members: string[];
  receipts: Record<string, { delivered: number; read: number }>;
  messages: ServerMessage[];
  read: Record<string, HeldRow[]>;
  /** What a device without anything is told: the answer of a sync from nothing. */
  fresh: Record<string, { ver: number; seq: number; unread: number; readSeq: number }>;
}

/** Whole, for one run. */
export interface Outline {
  epoch: string;
  conversations: string[];
  restored: Restored[];
  /** Devices that were to hold everything at the end. */
  devices: { device: string; user: string }[];
}

/** Everything about one conversation. */
export interface Story {
  outline: Outline;
  server: ServerConversation;
  acts: AnyAct[];
}

/** Such as "invariant 3: seq 7 is missing". */
export type Violation = string;
