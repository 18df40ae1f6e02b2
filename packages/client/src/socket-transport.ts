import { ackSchema, HandshakeRefusal } from "@parley/protocol/commands";
import type { CommandAck, CommandName, CommandPayload } from "@parley/protocol/commands";
import { EVENTS, type EventName } from "@parley/protocol/events";
import { io, type Socket } from "socket.io-client";
import { PROTOCOL_VERSION } from "@parley/protocol/version";
import { createHttpRequests, type HttpOptions } from "./http-requests.ts";
import { createEmitter } from "./observable.ts";
import {
  TransportError,
  type ServerEvent,
  type Transport,
  type TransportEvent,
} from "./transport.ts";

/** How long a command may stay unanswered, and a handshake take, in milliseconds. */
const ANSWER_MS = 10_000;

export interface SocketTransportOptions extends HttpOptions {
  /** An id of this browser or process, the same over reloads. */
  device?: string;
  /** Opens a socket that is not connected yet; default: Socket.IO over WebSocket alone. */
  openSocket?: (baseUrl: string, auth: Record<string, unknown>) => Socket;
}

/** The real way to the server: Socket.IO for commands and events, `fetch` for requests. */
export function createSocketTransport(options: SocketTransportOptions): Transport {
  const events = createEmitter<TransportEvent>();
  const openSocket = options.openSocket ?? openWebSocket;
  let socket: Socket | null = null;

  function drop(): void {
    socket?.offAny();
    socket?.removeAllListeners();
    socket?.disconnect();
    socket = null;
  }

  return {
    ...createHttpRequests(options),
    connect() {
      drop();
      const { token, device } = options;
      socket = openSocket(options.baseUrl, {
        protocol: PROTOCOL_VERSION,
        ...(token && { token }),
        ...(device && { device }),
      });
      listen(socket, events.emit);
      socket.connect();
    },
    disconnect: drop,
    subscribe: (listener, signal) => void events.subscribe(listener, signal),
    command: (name, payload) => sendCommand(socket, name, payload),
  };
}

function openWebSocket(baseUrl: string, auth: Record<string, unknown>): Socket {
  const options = {
    auth,
    transports: ["websocket"],
    // When to try again is the connection's affair, and nothing is buffered here.
    reconnection: false,
    autoConnect: false,
    forceNew: true,
    timeout: ANSWER_MS,
    withCredentials: true,
  };
  return baseUrl === "" ? io(options) : io(baseUrl, options);
}

function listen(socket: Socket, emit: (event: TransportEvent) => void): void {
  socket.on("connect", () => emit({ type: "connected" }));
  socket.on("disconnect", () => emit({ type: "disconnected" }));
  socket.on("connect_error", (error) => emit(toRefusal(error)));
  socket.onAny((name: string, payload: unknown) => {
    if (isEventName(name)) emit(parseEvent(name, payload));
  });
}

function isEventName(name: string): name is EventName {
  return Object.hasOwn(EVENTS, name);
}

function parseEvent(name: EventName, payload: unknown): TransportEvent {
  const parsed = EVENTS[name].safeParse(payload);
  if (!parsed.success) return { type: "garbled" };
  return { type: "event", event: { name, payload: parsed.data } as ServerEvent };
}

function toRefusal(error: Error & { data?: unknown }): TransportEvent {
  const data = HandshakeRefusal.safeParse(error.data);
  if (!data.success) {
    return { type: "refused", code: null, message: error.message, retryAfterMs: null };
  }
  const { code, message, retryAfterMs = null } = data.data;
  return { type: "refused", code, message, retryAfterMs };
}

async function sendCommand<N extends CommandName>(
  socket: Socket | null,
  name: N,
  payload: CommandPayload<N>,
): Promise<CommandAck<N>> {
  if (!socket?.connected) throw new TransportError("There is no connection.");
  let answer: unknown;
  try {
    answer = await socket.timeout(ANSWER_MS).emitWithAck(name, payload);
  } catch {
    const wasCut = !socket.connected;
    throw new TransportError(wasCut ? "The connection was cut." : "No answer came in time.", {
      wasCut,
    });
  }
  const parsed = ackSchema(name).safeParse(answer);
  if (!parsed.success) throw new TransportError("The answer could not be read.");
  return parsed.data;
}
