import type { IceAnswer } from "@parley/protocol/calls";
import type { CommandAck, CommandName, CommandPayload } from "@parley/protocol/commands";
import type { SyncAnswer, SyncRequest } from "@parley/protocol/sync";
import { createEmitter } from "../observable.ts";
import {
  TransportError,
  type ServerEvent,
  type Transport,
  type TransportEvent,
} from "../transport.ts";
import { answerHistory, answerSync } from "./model-answers.ts";
import { obey, type AnyCommand } from "./model-network.ts";
import type { ModelServer } from "./model-server.ts";

/** A request on its way: the test says when it arrives, and whether its answer comes back. */
export interface Exchange {
  name: CommandName | "sync" | "history";
  /** It reaches the server; again for a request that was doubled. */
  arrive(): void;
  /** The answer comes back. */
  answer(): void;
  /** No answer will ever come. */
  drop(): void;
}

type AnswerSync = (server: ModelServer, userId: string, request: SyncRequest) => SyncAnswer;

/** A network on which nothing moves by itself. */
export class ManualTransport implements Transport {
  readonly #server: ModelServer;
  readonly #userId: string;
  readonly #answerSync: AnswerSync;
  readonly #emitter = createEmitter<TransportEvent>();
  /** What has left the device and has not been dealt with, oldest first. */
  readonly waiting: Exchange[] = [];

  constructor(server: ModelServer, userId: string, answer: AnswerSync = answerSync) {
    this.#server = server;
    this.#userId = userId;
    this.#answerSync = answer;
  }

  connect(): void {
    void Promise.resolve().then(() => this.#emitter.emit({ type: "connected" }));
  }

  disconnect(): void {}

  subscribe(listener: (event: TransportEvent) => void, signal: AbortSignal): void {
    this.#emitter.subscribe(listener, signal);
  }

  /** An event reaches the device. */
  deliver(event: ServerEvent): void {
    this.#emitter.emit({ type: "event", event: structuredClone(event) });
  }

  /** Takes the oldest request of this name out of those that wait. */
  take(name: Exchange["name"]): Exchange {
    const index = this.waiting.findIndex((exchange) => exchange.name === name);
    const [taken] = index < 0 ? [] : this.waiting.splice(index, 1);
    if (!taken) throw new Error(`No ${name} is on its way.`);
    return taken;
  }

  command<N extends CommandName>(name: N, payload: CommandPayload<N>): Promise<CommandAck<N>> {
    const command = { name, payload } as AnyCommand;
    return this.#exchange(name, () => obey(this.#server, this.#userId, command) as CommandAck<N>);
  }

  sync(request: SyncRequest): Promise<SyncAnswer> {
    return this.#exchange("sync", () => this.#answerSync(this.#server, this.#userId, request));
  }

  history(...[conversationId, query]: Parameters<Transport["history"]>) {
    return this.#exchange("history", () => {
      const page = answerHistory(this.#server, this.#userId, { conversationId, query });
      if (!page) throw new TransportError("Not found.", { status: 404, code: "NOT_FOUND" });
      return page;
    });
  }

  ice(): Promise<IceAnswer> {
    return Promise.resolve({ iceServers: [], hasRelay: false });
  }

  markCallsSeen(): Promise<void> {
    return Promise.resolve();
  }

  #exchange<T>(name: Exchange["name"], work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      let said: { value: T } | null = null;
      const arrive = () => {
        said = { value: structuredClone(work()) };
      };
      this.waiting.push({
        name,
        arrive,
        answer() {
          if (!said) arrive();
          if (said) resolve(said.value);
        },
        drop: () => reject(new TransportError("No answer came in time.")),
      });
    });
  }
}
