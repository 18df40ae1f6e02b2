import type { CommandAck, CommandName, CommandPayload } from "@parley/protocol/commands";
import type { Clock, Random } from "../environment.ts";
import { createEmitter } from "../observable.ts";
import {
  TransportError,
  type ServerEvent,
  type Transport,
  type TransportEvent,
} from "../transport.ts";
import type { CallCommandName } from "../calls/ask-call.ts";
import { answerHistory, answerSync } from "./model-answers.ts";
import type { ModelCalls, ModelSocket } from "./model-calls.ts";
import type { Delivery, ModelServer } from "./model-server.ts";

/** How bad the network is: probabilities, and a delay in milliseconds. */
export interface Faults {
  loseEvent: number;
  doubleEvent: number;
  loseRequest: number;
  loseAnswer: number;
  /** The request arrives twice. */
  doubleRequest: number;
  /** The node dies right after its commit: neither events nor an answer leave it. */
  dieAfterCommit?: number;
  /** Most things are quick, and a few take this long. */
  mostDelayMs: number;
}

export const NO_FAULTS: Faults = {
  loseEvent: 0,
  doubleEvent: 0,
  loseRequest: 0,
  loseAnswer: 0,
  doubleRequest: 0,
  mostDelayMs: 0,
};

const ANSWER_MS = 10_000;

/** A command that reached the server, for tests to look at. */
export interface SeenCommand {
  userId: string;
  name: CommandName;
  payload: unknown;
}

/** One end of the network: a device of one person. */
export interface ModelTransport extends Transport {
  /** Cuts the socket: what is in flight is lost for the device, not for the server. */
  cut(): void;
  /** While false nothing can be reached. */
  setReachable(isReachable: boolean): void;
  /** While true everything is swallowed on its way, and nobody notices. */
  setSilent(isSilent: boolean): void;
}

/** Carries everything between devices and a model server, as badly as `faults` says. */
export class ModelNetwork {
  readonly server: ModelServer;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #deliveries = createEmitter<Delivery>();
  /** Every command that reached the server, in order. */
  readonly seen: SeenCommand[] = [];
  /** Refuses a command with this code before the server sees it; null lets it pass. */
  refuse: (command: SeenCommand) => string | null = () => null;
  faults: Faults = NO_FAULTS;
  /** Serves calls, where a test has them. */
  calls: ModelCalls | null = null;
  #isDying = false;

  constructor(server: ModelServer, clock: Clock, random: Random) {
    this.server = server;
    this.#clock = clock;
    this.#random = random;
    server.onDelivery = (delivery) => {
      if (!this.#isDying) this.#deliveries.emit(structuredClone(delivery));
    };
  }

  createTransport(userId: string, device = userId): ModelTransport {
    const events = createEmitter<TransportEvent>();
    const cuts = createEmitter<void>();
    let isConnected = false;
    let isReachable = true;
    let isSilent = false;
    const isHeard = () => !isSilent;

    const hear = (event: ServerEvent) => {
      if (isConnected && isHeard()) events.emit({ type: "event", event });
    };
    const emit = (event: ServerEvent) => {
      if (isConnected) this.#carry(() => hear(event));
    };
    const socket: ModelSocket = { userId, device, emit: (event) => emit(structuredClone(event)) };

    const leave = () => {
      const was = isConnected;
      this.calls?.disconnect(socket);
      isConnected = false;
      cuts.emit();
      if (was) events.emit({ type: "disconnected" });
    };

    this.#deliveries.subscribe(({ to, event }) => {
      if (to.includes(userId)) emit(event);
    });

    return {
      cut: leave,
      setReachable(value) {
        isReachable = value;
        if (!value) leave();
      },
      setSilent(value) {
        isSilent = value;
      },
      connect: () =>
        this.#later(() => {
          isConnected = isReachable;
          events.emit(
            isReachable
              ? { type: "connected" }
              : { type: "refused", code: null, message: "unreachable", retryAfterMs: null },
          );
          if (isConnected) this.calls?.connect(socket);
        }),
      disconnect: () => {
        isConnected = false;
        this.calls?.disconnect(socket);
        cuts.emit();
      },
      subscribe: (listener, signal) => void events.subscribe(listener, signal),
      command: (name, payload) =>
        isConnected
          ? this.#exchange({ cuts, isHeard }, () => this.#obey(socket, name, payload))
          : Promise.reject(new TransportError("There is no connection.")),
      ...this.#createRequests(userId, () => ({ isReachable, isHeard })),
    };
  }

  #createRequests(
    userId: string,
    getWay: () => { isReachable: boolean; isHeard: () => boolean },
  ): Pick<Transport, "sync" | "history" | "ice" | "markCallsSeen"> {
    return {
      sync: (request) => this.#request(getWay(), () => answerSync(this.server, userId, request)),
      history: (conversationId, query) =>
        this.#request(getWay(), () => {
          const page = answerHistory(this.server, userId, { conversationId, query });
          if (!page) throw new TransportError("Not found.", { status: 404, code: "NOT_FOUND" });
          return page;
        }),
      ice: () => this.#request(getWay(), () => ({ iceServers: [], hasRelay: false })),
      markCallsSeen: () => this.#request(getWay(), () => {}),
    };
  }

  #obey<N extends CommandName>(
    socket: ModelSocket,
    name: N,
    payload: CommandPayload<N>,
  ): CommandAck<N> {
    const { userId } = socket;
    const command = { userId, name, payload };
    this.seen.push(command);
    const code = this.refuse(command);
    if (code !== null) return this.server.refuse(code);
    if (this.calls && isCallCommand(name)) {
      const call = this.calls.handle(socket, name, payload as CommandPayload<CallCommandName>);
      if (typeof call === "string") return this.server.refuse(call);
      return { ok: true, epoch: this.server.epoch, call } as CommandAck<N>;
    }
    return obey(this.server, userId, { name, payload } as AnyCommand) as CommandAck<N>;
  }

  #request<T>(way: { isReachable: boolean; isHeard: () => boolean }, work: () => T): Promise<T> {
    if (!way.isReachable) return Promise.reject(new TransportError("unreachable"));
    return this.#exchange(way, work);
  }

  /** Takes a request there, and its answer back; either may get lost, and the request double. */
  #exchange<T>({ cuts, isHeard }: Way, work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const timeout = this.#clock.setTimeout(
        () => reject(new TransportError("No answer came in time.")),
        ANSWER_MS,
      );
      const stop = cuts?.subscribe(() => {
        reject(new TransportError("The connection was cut.", { wasCut: true }));
      });
      const finish = (settle: () => void) => {
        this.#clock.clearTimeout(timeout);
        stop?.();
        settle();
      };
      const arrive = () => {
        if (!isHeard()) return;
        let answer: T;
        let isLost = false;
        this.#isDying = this.#happens("dieAfterCommit");
        try {
          answer = structuredClone(work());
        } catch (error) {
          finish(() => reject(error));
          return;
        } finally {
          isLost = this.#isDying;
          this.#isDying = false;
        }
        if (isLost || this.#happens("loseAnswer")) return;
        this.#later(() => isHeard() && finish(() => resolve(answer)));
      };
      if (this.#happens("loseRequest")) return;
      this.#later(arrive);
      if (this.#happens("doubleRequest")) this.#later(arrive);
    });
  }

  /** Takes an event to a device; it may get lost, or arrive twice. */
  #carry(arrive: () => void): void {
    if (this.#happens("loseEvent")) return;
    const copies = this.#happens("doubleEvent") ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) this.#later(arrive);
  }

  #happens(fault: Exclude<keyof Faults, "mostDelayMs">): boolean {
    const probability = this.faults[fault] ?? 0;
    return probability > 0 && this.#random() < probability;
  }

  #later(work: () => void): void {
    this.#clock.setTimeout(work, Math.floor(this.#random() ** 4 * this.faults.mostDelayMs));
  }
}

function isCallCommand(name: CommandName): name is CallCommandName {
  return name.startsWith("call:");
}

/** The way between a device and the server. */
interface Way {
  /** Ends what is in flight when the socket is cut; absent beside a socket. */
  cuts?: ReturnType<typeof createEmitter<void>>;
  isHeard(): boolean;
}

export type AnyCommand = {
  [N in CommandName]: { name: N; payload: CommandPayload<N> };
}[CommandName];

/** Does what a command says. */
export function obey(server: ModelServer, userId: string, command: AnyCommand): unknown {
  const { epoch } = server;
  switch (command.name) {
    case "message:send":
      return server.send(userId, command.payload.conversationId, command.payload.messages);
    case "message:edit":
      return server.edit(userId, command.payload);
    case "message:delete":
      return server.remove(userId, command.payload.conversationId, command.payload.id);
    case "receipt:advance":
      return server.advance(userId, command.payload);
    case "presence:watch":
      return { ok: true, epoch, states: [] };
    default:
      return { ok: true, epoch };
  }
}
