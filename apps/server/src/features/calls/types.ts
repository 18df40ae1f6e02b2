import type { Call, CallMedia, CallReason } from "@parley/protocol/calls";
import type { ParticipantState } from "@parley/protocol/calls";
import type { Conversations } from "#features/conversations";
import type { Changes } from "#kernel/changes";
import type { Clock } from "#kernel/clock";
import type { Database } from "#kernel/database";
import type { Delivery } from "#kernel/delivery";
import type { Feature } from "#kernel/feature";
import type { HotLimits } from "#kernel/hot-limits";
import type { Limits } from "#kernel/limits";
import type { Log } from "#kernel/log";
import type { Transact, Unit } from "#kernel/unit-of-work";

/** What somebody sends in a call. */
export interface SentMedia {
  mic: boolean;
  cam: boolean;
  screen: boolean;
  hand: boolean;
}

/** One person in a call; `device` and `leaseUntil` belong to their `joinId`. */
export interface Participant extends SentMedia {
  userId: string;
  state: ParticipantState;
  joinId: string | null;
  device: string | null;
  leaseUntil: Date | null;
}

/** A call as the server keeps it. */
export interface CallRecord {
  id: string;
  conversationId: string;
  media: CallMedia;
  state: Call["state"];
  reason: CallReason | null;
  version: number;
  epoch: number;
  transport: Call["transport"];
  startedBy: string;
  ringUntil: Date | null;
  startedAt: Date | null;
  endedAt: Date | null;
  participants: Participant[];
}

/** Which helpers calls may use to find a way through networks. */
export interface IceConfig {
  stunUrls: readonly string[];
  turnUrls: readonly string[];
  /** Shared with the TURN server; null when there is none. */
  turnSecret: string | null;
}

export interface CallsDeps {
  db: Database;
  transact: Transact;
  changes: Changes;
  delivery: Delivery;
  clock: Clock;
  log: Log;
  limits: Limits;
  hotLimits: Pick<HotLimits, "takeSignal">;
  ice: IceConfig;
  ringMs: number;
  conversations: Pick<Conversations, "shared" | "directPartner">;
}

export interface Calls extends Feature {
  /** Ends the live call of a conversation, which must be locked, because its members may no longer talk. */
  endIn(unit: Unit, conversationId: string): Promise<void>;
}
