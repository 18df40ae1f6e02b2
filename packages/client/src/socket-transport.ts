import { ackSchema, HandshakeRefusal } from "@parley/protocol/commands";
import type { CommandAck, CommandName, CommandPayload } from "@parley/protocol/commands";
import { EVENTS, type EventName } from "@parley/protocol/events";
import { PROTOCOL_VERSION } from "@parley/protocol/version";
import { createHttpRequests, type HttpOptions } from "./http-requests.ts";
import { createEmitter } from "./observable.ts";
import {
  TransportError,
  type ServerEvent,
  type Transport,
  type TransportEvent,
} from "./transport.ts";
import { WireSocket, type WireOwner } from "./wire-socket.ts";

const PATH = "/socket.io/?EIO=4&transport=websocket";

export interface SocketTransportOptions extends HttpOptions {
  /** An id of this browser or process, the same over reloads. */
  device?: string;
  /** Default: the platform's, which Node has from version 22. */
  openSocket?: (url: string) => WebSocket;
}

/** The real way to the server: Socket.IO for commands and events, `fetch` for requests. */
export function createSocketTransport(options: SocketTransportOptions): Transport {
  const events = createEmitter<TransportEvent>();
  const openSocket = options.openSocket ?? ((url) => new WebSocket(url));
  const { token, device } = options;
  const auth = { protocol: PROTOCOL_VERSION, ...(token && { token }), ...(device && { device }) };
  let socket: WireSocket | null = null;

  function drop(): void {
    socket?.close();
    socket = null;
  }

  return {
    ...createHttpRequests(options),
    connect() {
      drop();
      socket = new WireSocket(openSocket(addressOf(options.baseUrl)), auth, tell(events.emit));
    },
    disconnect: drop,
    subscribe: (listener, signal) => void events.subscribe(listener, signal),
    command: (name, payload) => sendCommand(socket, name, payload),
  };
}

function addressOf(baseUrl: string): string {
  const url = new URL(PATH, baseUrl);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

function tell(emit: (event: TransportEvent) => void): WireOwner {
  return {
    onConnected: () => emit({ type: "connected" }),
    onDisconnected: () => emit({ type: "disconnected" }),
    onRefused: (data) => emit(toRefusal(data)),
    onEvent(name, payload) {
      if (isEventName(name)) emit(parseEvent(name, payload));
    },
  };
}

function isEventName(name: string): name is EventName {
  return Object.hasOwn(EVENTS, name);
}

function parseEvent(name: EventName, payload: unknown): TransportEvent {
  const parsed = EVENTS[name].safeParse(payload);
  if (!parsed.success) return { type: "garbled" };
  return { type: "event", event: { name, payload: parsed.data } as ServerEvent };
}

function toRefusal(data: unknown): TransportEvent {
  const refusal = HandshakeRefusal.safeParse(data);
  if (!refusal.success) {
    const message = "The server was not reached.";
    return { type: "refused", code: null, message, retryAfterMs: null };
  }
  const { code, message, retryAfterMs = null } = refusal.data;
  return { type: "refused", code, message, retryAfterMs };
}

async function sendCommand<N extends CommandName>(
  socket: WireSocket | null,
  name: N,
  payload: CommandPayload<N>,
): Promise<CommandAck<N>> {
  if (!socket) throw new TransportError("There is no connection.");
  const parsed = ackSchema(name).safeParse(await socket.command(name, payload));
  if (!parsed.success) throw new TransportError("The answer could not be read.");
  return parsed.data;
}
