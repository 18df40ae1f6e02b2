import type { EventName, EventPayload } from "@parley/protocol/events";

/** An event's payload before the hub stamps the epoch on it. */
export type Outgoing<N extends EventName = EventName> = Omit<EventPayload<N>, "epoch">;

/** Sends events to the sockets of people; a hint that may be lost, never the only copy. */
export interface Delivery {
  toUsers<N extends EventName>(userIds: readonly string[], event: N, payload: Outgoing<N>): void;
  /** To one socket, for example an answer that only the asking device needs. */
  toSocket<N extends EventName>(socketId: string, event: N, payload: Outgoing<N>): void;
}
