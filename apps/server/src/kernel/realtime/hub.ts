import { LARGEST_SDP } from "@parley/protocol/calls";
import { Server } from "socket.io";
import type { Delivery } from "../delivery.ts";
import type { CommandHandlers, Feature } from "../feature.ts";
import type { EndReason } from "../guard.ts";
import { createDelivery } from "./deliver.ts";
import { admitSocket, asHandshakeRefusal, isFromUs } from "./handshake.ts";
import type { HubParts, NoEvents, ParleySocket, SocketData } from "./parts.ts";
import { welcome } from "./welcome.ts";

/**
 * Twice the largest field, since JSON escapes line ends, and what stands around it: a field that is
 * too long is refused like any other, and only what is far too large ends the socket.
 */
const LARGEST_FRAME = 2 * LARGEST_SDP + 8 * 1024;
const SWEEP_MS = 60_000;
/** Clients come back within this time after a planned stop, spread at random by themselves. */
const RETURN_MS = 1_000;

export interface Hub extends Delivery {
  /** Plugs the features' commands in; before it, every command is unknown. */
  use(features: readonly Feature[]): void;
  /** Says goodbye to every client and closes their sockets. */
  close(): Promise<void>;
}

/** The only place that knows Socket.IO: sockets in, commands to features, events to people. */
export function createHub(parts: HubParts): Hub {
  const io = new Server<NoEvents, NoEvents, NoEvents, SocketData>(parts.server, {
    path: "/socket.io",
    transports: ["websocket"],
    serveClient: false,
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: LARGEST_FRAME,
    allowRequest: (request, decide) => decide(null, isFromUs(parts.origin, request)),
  });
  const handlers: CommandHandlers = {};
  const features: Feature[] = [];
  const stop = new AbortController();

  io.use((socket, next) => {
    admitSocket(parts, socket).then(
      () => next(),
      (error: unknown) => next(asHandshakeRefusal(error, parts.log)),
    );
  });
  io.on("connection", (socket) => welcome({ parts, socket, handlers, features }));
  parts.guard.onEnded((sessionIds, reason) => {
    for (const sessionId of sessionIds) end(`session:${sessionId}`, reason);
  }, stop.signal);
  const sweep = setInterval(() => {
    for (const room of expiredSessions(io.sockets.sockets.values())) end(room, "SESSION_EXPIRED");
  }, SWEEP_MS);
  sweep.unref();

  function end(room: string, code: EndReason): void {
    io.local.to(room).emit("session:ended", { code });
    io.local.in(room).disconnectSockets(true);
  }

  return {
    ...createDelivery(io, parts.epoch),
    use(list) {
      features.push(...list);
      for (const feature of list) Object.assign(handlers, feature.commands);
    },
    async close() {
      stop.abort();
      clearInterval(sweep);
      io.local.emit("server:closing", { retryAfterMs: RETURN_MS });
      io.local.disconnectSockets(true);
      await io.close();
    },
  };
}

/** Rooms of sessions whose time is over. */
function expiredSessions(sockets: Iterable<ParleySocket>): Set<string> {
  const rooms = new Set<string>();
  for (const socket of sockets) {
    const { endsAt, identity } = socket.data.admission;
    if (endsAt && endsAt.getTime() <= Date.now()) rooms.add(`session:${identity.sessionId}`);
  }
  return rooms;
}
