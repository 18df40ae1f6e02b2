import { TransportError } from "./transport.ts";

/** How long a command may stay unanswered, and the server silent before it has said how long it will be. */
const ANSWER_MS = 10_000;

/** Packets of Engine.IO; its messages (4) are named together with the packet of Socket.IO in them. */
const OPEN = "0";
const CLOSE = "1";
const PING = "2";
const PONG = "3";
const CONNECT = "40";
const DISCONNECT = "41";
const EVENT = "42";
const ANSWER = "43";
const REFUSAL = "44";
const PACKET = /^(?<type>4?\d)(?<id>\d*)(?<body>.*)$/s;

/** What a socket tells its owner. `onRefused` or `onDisconnected` comes last; after `close` nothing does. */
export interface WireOwner {
  onConnected(): void;
  /** There is no connection, and what the server says about it; undefined when it was not reached. */
  onRefused(data: unknown): void;
  onDisconnected(): void;
  onEvent(name: string, payload: unknown): void;
}

interface Packet {
  type: string;
  /** Of the command that is answered. */
  id: number;
  body: unknown;
}

interface Command {
  resolve(answer: unknown): void;
  reject(error: TransportError): void;
}

/**
 * Socket.IO over one WebSocket, as far as it is used here: one namespace, nothing but text, and no
 * attempts of its own. Its packets are described at https://socket.io/docs/v4/socket-io-protocol/.
 */
export class WireSocket {
  readonly #socket: WebSocket;
  readonly #auth: Record<string, unknown>;
  readonly #owner: WireOwner;
  readonly #commands = new Map<number, Command>();
  #state: "opening" | "connected" | "closed" = "opening";
  /** The server pings: a connection that says nothing for longer is dead. */
  #longestSilenceMs = ANSWER_MS;
  #heardAt = 0;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #count = 0;

  constructor(socket: WebSocket, auth: Record<string, unknown>, owner: WireOwner) {
    this.#socket = socket;
    this.#auth = auth;
    this.#owner = owner;
    socket.addEventListener("message", ({ data }) => this.#hear(data));
    socket.addEventListener("error", () => this.#end());
    socket.addEventListener("close", () => this.#end());
    this.#watchSilence();
  }

  /** Resolves with the server's answer; rejects with a `TransportError` when none comes. */
  async command(name: string, payload: unknown): Promise<unknown> {
    // The timers of a device that has slept are late.
    if (Date.now() - this.#heardAt > this.#longestSilenceMs) this.#end();
    if (this.#state !== "connected") throw new TransportError("There is no connection.");
    const id = this.#count;
    this.#count += 1;
    const answer = new Promise((resolve, reject) => this.#commands.set(id, { resolve, reject }));
    const timeout = setTimeout(() => this.#giveUp(id), ANSWER_MS);
    try {
      this.#socket.send(`${EVENT}${id}${JSON.stringify([name, payload])}`);
      return await answer;
    } finally {
      clearTimeout(timeout);
      this.#commands.delete(id);
    }
  }

  /** Says goodbye. Commands in flight are rejected as cut. */
  close(): void {
    if (this.#state === "connected") this.#socket.send(DISCONNECT);
    this.#letGo();
  }

  #hear(frame: unknown): void {
    if (this.#state === "closed") return;
    const packet = readPacket(frame);
    if (!packet) return this.#end();
    this.#watchSilence();
    this.#handle(packet);
  }

  #handle({ type, id, body }: Packet): void {
    switch (type) {
      case OPEN:
        this.#longestSilenceMs = readSilence(body);
        this.#watchSilence();
        return this.#socket.send(`${CONNECT}${JSON.stringify(this.#auth)}`);
      case PING:
        return this.#socket.send(PONG);
      case CONNECT:
        this.#state = "connected";
        return this.#owner.onConnected();
      case EVENT:
        if (Array.isArray(body)) this.#owner.onEvent(String(body[0]), body[1]);
        return;
      case ANSWER:
        return this.#commands.get(id)?.resolve(Array.isArray(body) ? body[0] : undefined);
      case REFUSAL:
        return this.#refuse((body as { data?: unknown } | null)?.data);
      case CLOSE:
      case DISCONNECT:
        return this.#end();
      default:
    }
  }

  #giveUp(id: number): void {
    this.#commands.get(id)?.reject(new TransportError("No answer came in time."));
  }

  #watchSilence(): void {
    this.#heardAt = Date.now();
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#end(), this.#longestSilenceMs);
  }

  #refuse(data: unknown): void {
    this.#letGo();
    this.#owner.onRefused(data);
  }

  #end(): void {
    const before = this.#state;
    if (before === "opening") return this.#refuse(undefined);
    this.#letGo();
    if (before === "connected") this.#owner.onDisconnected();
  }

  #letGo(): void {
    this.#state = "closed";
    clearTimeout(this.#silence);
    this.#socket.close();
    for (const { reject } of this.#commands.values()) {
      reject(new TransportError("The connection was cut.", { wasCut: true }));
    }
  }
}

function readPacket(frame: unknown): Packet | null {
  const { type, id, body } = PACKET.exec(String(frame))?.groups ?? {};
  if (type === undefined) return null;
  try {
    return { type, id: Number(id), body: body ? JSON.parse(body) : undefined };
  } catch {
    return null;
  }
}

/** The server pings after each interval, and may be as late as its timeout says. */
function readSilence(body: unknown): number {
  const { pingInterval, pingTimeout } = (body ?? {}) as Record<string, unknown>;
  return Number(pingInterval) + Number(pingTimeout) || ANSWER_MS;
}
