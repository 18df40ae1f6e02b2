import type { EventName, EventPayload } from "@parley/protocol/events";

/** Where `epoch` is text, it is the database's and the hub stamps it on; a call's own is a number. */
type Unstamped = {
  [N in EventName]: EventPayload<N> extends { epoch: string }
    ? Omit<EventPayload<N>, "epoch">
    : EventPayload<N>;
};

/** An event's payload before the hub stamps the epoch on it. */
export type Outgoing<N extends EventName = EventName> = Unstamped[N];

/** Sends events to the sockets of people; a hint that may be lost, never the only copy. */
export interface Delivery {
  toUsers<N extends EventName>(userIds: readonly string[], event: N, payload: Outgoing<N>): void;
  /** To all devices of these people but one. */
  toOtherDevices<N extends EventName>(
    to: { userIds: readonly string[]; except: string },
    event: N,
    payload: Outgoing<N>,
  ): void;
  /** To the sockets of these devices (`Connection.device`). */
  toDevices<N extends EventName>(devices: readonly string[], event: N, payload: Outgoing<N>): void;
  /** To one socket, for example an answer that only the asking device needs. */
  toSocket<N extends EventName>(socketId: string, event: N, payload: Outgoing<N>): void;
}
