import type { IceAnswer } from "@parley/protocol/calls";
import type { CommandAck, CommandName, CommandPayload } from "@parley/protocol/commands";
import type { EventName, EventPayload } from "@parley/protocol/events";
import type { HistoryPage, HistoryQuery } from "@parley/protocol/messages";
import type { SyncAnswer, SyncRequest } from "@parley/protocol/sync";

/** An event of the server, parsed. */
export type ServerEvent = {
  [N in EventName]: { name: N; payload: EventPayload<N> };
}[EventName];

/** What a transport tells its owner. Everything in it has been parsed. */
export type TransportEvent =
  | { type: "connected" }
  /** The socket is gone; commands in flight have been rejected as cut. */
  | { type: "disconnected" }
  /** The handshake failed: `code` is null when the server was not reached at all. */
  | { type: "refused"; code: string | null; message: string; retryAfterMs: number | null }
  | { type: "event"; event: ServerEvent }
  /** An event that could not be understood: whatever it said has to be asked for. */
  | { type: "garbled" };

/**
 * The only way to the server. One attempt for each `connect`: when to try again is decided
 * elsewhere. Answers are parsed; failures are `TransportError`.
 */
export interface Transport {
  connect(): void;
  disconnect(): void;
  /** Tells `listener` everything until `signal` aborts. */
  subscribe(listener: (event: TransportEvent) => void, signal: AbortSignal): void;
  /** Sends a command over the open socket. Rejects when it was cut or not answered in time. */
  command<N extends CommandName>(name: N, payload: CommandPayload<N>): Promise<CommandAck<N>>;
  /** `POST /api/sync`. */
  sync(request: SyncRequest): Promise<SyncAnswer>;
  /** `GET /api/conversations/:id/messages`. */
  history(conversationId: string, query: HistoryQuery): Promise<HistoryPage>;
  /** `GET /api/ice`; with a call that this device is in the answer holds a fresh credential. */
  ice(callId: string | null): Promise<IceAnswer>;
  /** `PUT /api/calls/seen`. */
  markCallsSeen(): Promise<void>;
}

interface FailureDetails {
  status?: number | null;
  code?: string | null;
  retryAfterMs?: number | null;
  wasCut?: boolean;
}

/** No answer (`status` null: cut, timed out, unreadable) or a refusal over HTTP. */
export class TransportError extends Error {
  readonly status: number | null;
  readonly code: string | null;
  readonly retryAfterMs: number | null;
  /** True when the socket went away while a command was in flight. */
  readonly wasCut: boolean;

  constructor(message: string, details: FailureDetails = {}) {
    super(message);
    this.name = "TransportError";
    this.status = details.status ?? null;
    this.code = details.code ?? null;
    this.retryAfterMs = details.retryAfterMs ?? null;
    this.wasCut = details.wasCut ?? false;
  }
}
