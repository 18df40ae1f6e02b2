import type { IncomingMessage } from "node:http";
import { admitSocket, isFromUs } from "./handshake.ts";
import type { HubParts, ParleySocket } from "./parts.ts";

/** Lets connections in through the doorway, and says who they are. */
export function createEntrance(parts: HubParts) {
  const rooms = new WeakMap<IncomingMessage, Promise<() => void>>();
  return {
    /** Decides whether a connection is opened, once there is room for it. */
    open(request: IncomingMessage, decide: (error: null, isAllowed: boolean) => void): void {
      if (!isFromUs(parts.origin, request)) return decide(null, false);
      const room = parts.doorway.enter();
      rooms.set(request, room);
      const allow = () => decide(null, true);
      // Opening it is this turn's work: what the other side says next is up to their network. Whoever
      // has waited in vain is told so by the handshake.
      room.then((leave) => void setImmediate(leave)).then(allow, allow);
    },

    /** Establishes who has opened it; throws what the handshake is refused with. */
    async admit(socket: ParleySocket): Promise<void> {
      await rooms.get(socket.request);
      await parts.doorway.serve(() => admitSocket(parts, socket));
    },
  };
}
