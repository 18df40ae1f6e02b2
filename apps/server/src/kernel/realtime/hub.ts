import type { IncomingMessage, Server as HttpServer } from "node:http";
import { Handshake } from "@parley/protocol/commands";
import { PROTOCOL_VERSION } from "@parley/protocol/version";
import { Server } from "socket.io";
import type { DefaultEventsMap, Socket } from "socket.io";
import type { Availability } from "../availability.ts";
import type { Delivery } from "../delivery.ts";
import { AppError, busy } from "../errors.ts";
import type { CommandHandlers, Connection, Feature } from "../feature.ts";
import type { Admission, EndReason, Guard } from "../guard.ts";
import type { OriginGuard } from "../http/origin.ts";
import type { Log } from "../log.ts";
import { refuse, runCommand } from "./commands.ts";
import { boundSendBuffer } from "./send-buffer.ts";

const LARGEST_FRAME = 64 * 1024;
const SWEEP_MS = 60_000;
/** Clients come back within this time after a planned stop, spread at random by themselves. */
const RETURN_MS = 1_000;

export interface HubParts {
  server: HttpServer;
  guard: Guard;
  origin: OriginGuard;
  availability: Availability;
  epoch(): string;
  log: Log;
  /** Throws RATE_LIMITED when this socket gives too many commands. */
  limitCommands(socketId: string): void;
}

export interface Hub extends Delivery {
  /** Plugs the features' commands in; before it, every command is unknown. */
  use(features: readonly Feature[]): void;
  /** Says goodbye to every client and closes their sockets. */
  close(): Promise<void>;
}

interface SocketData {
  admission: Admission;
}

type NoEvents = DefaultEventsMap;
type ParleySocket = Socket<NoEvents, NoEvents, NoEvents, SocketData>;

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
    admit(parts, socket).then(
      (admission) => {
        socket.data.admission = admission;
        next();
      },
      (error: unknown) => next(asHandshakeRefusal(error, parts.log)),
    );
  });
  io.on("connection", (socket) => welcome({ parts, socket, handlers, features }));
  parts.guard.onEnded((sessionIds, reason) => {
    for (const sessionId of sessionIds) end(`session:${sessionId}`, reason);
  }, stop.signal);
  const sweep = setInterval(() => {
    const now = Date.now();
    for (const socket of io.sockets.sockets.values()) {
      const { endsAt, identity } = socket.data.admission;
      if (endsAt && endsAt.getTime() <= now)
        end(`session:${identity.sessionId}`, "SESSION_EXPIRED");
    }
  }, SWEEP_MS);
  sweep.unref();

  function end(room: string, code: EndReason): void {
    send(room, "session:ended", { code });
    io.local.in(room).disconnectSockets(true);
  }

  function send(room: string | string[], event: string, payload: object): void {
    io.local.to(room).emit(event, payload);
  }

  return {
    toUsers(userIds, event, payload) {
      if (userIds.length === 0) return;
      send(
        userIds.map((id) => `user:${id}`),
        event,
        { epoch: parts.epoch(), ...payload },
      );
    },
    toSocket(socketId, event, payload) {
      send(socketId, event, { epoch: parts.epoch(), ...payload });
    },
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

function isFromUs(origin: OriginGuard, request: IncomingMessage): boolean {
  return origin.isOurHost(request.headers.host) && origin.isTrusted(request.headers);
}

async function admit(parts: HubParts, socket: ParleySocket): Promise<Admission> {
  const handshake = Handshake.safeParse(socket.handshake.auth);
  if (!handshake.success) throw new AppError("VALIDATION");
  const { token, protocol } = handshake.data;
  if (protocol !== undefined && protocol !== PROTOCOL_VERSION)
    throw new AppError("UPDATE_REQUIRED");
  if (!parts.availability.isReady()) throw busy();
  const { cookie, authorization } = socket.handshake.headers;
  return parts.guard.admit({
    cookie,
    authorization: token === undefined ? authorization : `Bearer ${token}`,
    fresh: false,
  });
}

/** Socket.IO hands `data` of the error to the client's `connect_error`. */
function asHandshakeRefusal(error: unknown, log: Log): Error {
  const { code, message, retryAfterMs } = refuse(error, log).error;
  return Object.assign(new Error(message), {
    data: { code, message, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) },
  });
}

function welcome(options: {
  parts: HubParts;
  socket: ParleySocket;
  handlers: CommandHandlers;
  features: readonly Feature[];
}): void {
  const { parts, socket, handlers, features } = options;
  const { identity } = socket.data.admission;
  void socket.join([`session:${identity.sessionId}`, `user:${identity.userId}`]);
  // A revocation heard between the look-up and the join would otherwise miss this socket.
  if (parts.guard.isRevoked(identity.sessionId)) {
    socket.emit("session:ended", { code: "SESSION_REVOKED" });
    socket.disconnect(true);
    return;
  }
  const gone = new AbortController();
  const connection: Connection = { socketId: socket.id, identity, signal: gone.signal };
  boundSendBuffer(socket.conn as unknown as Parameters<typeof boundSendBuffer>[0], () => {
    parts.log.info({ userId: identity.userId, socketId: socket.id }, "slow reader is cut");
    socket.conn.close(true);
  });
  socket.onAny((name: string, ...values: unknown[]) => {
    const last = values.at(-1);
    const acknowledge = typeof last === "function" ? (last as (answer: object) => void) : () => {};
    answer({ parts, handlers, connection }, name, values[0]).then(acknowledge, (error: unknown) =>
      parts.log.error({ err: error }, "acknowledgement failed"),
    );
  });
  socket.on("disconnect", () => gone.abort());
  for (const feature of features) feature.connected?.(connection);
}

async function answer(
  {
    parts,
    handlers,
    connection,
  }: { parts: HubParts; handlers: CommandHandlers; connection: Connection },
  name: string,
  payload: unknown,
): Promise<object> {
  try {
    parts.limitCommands(connection.socketId);
    if (!parts.availability.isReady()) throw busy();
    if (parts.guard.isRevoked(connection.identity.sessionId)) throw new AppError("SESSION_REVOKED");
  } catch (error) {
    return { epoch: parts.epoch(), ...refuse(error, parts.log) };
  }
  return runCommand({ handlers, epoch: parts.epoch, log: parts.log }, connection, {
    name,
    payload,
  });
}
