import type { CommandAnswer, CommandName, CommandPayload } from "@parley/protocol/commands";
import type { Http } from "./http.ts";
import type { Identity } from "./identity.ts";

/** One socket, as command handlers see it. */
export interface Connection {
  /** Unique for the life of the socket. */
  socketId: string;
  identity: Identity;
  /**
   * The session and which of its tabs this is; null for a client that did not say. The tab is the
   * client's word, and believed only within its own session.
   */
  device: string | null;
  /** Aborts when the socket is gone. */
  signal: AbortSignal;
}

/** What a feature answers to socket commands: the part beside `ok` and `epoch`; refusals are thrown. */
export type CommandHandlers = {
  [N in CommandName]?: (
    connection: Connection,
    payload: CommandPayload<N>,
  ) => Promise<CommandAnswer<N>>;
};

/** What a feature offers to the outside; the composition root plugs each part in. */
export interface Feature {
  routes?: (http: Http) => void;
  commands?: CommandHandlers;
  /** Called for each authenticated socket; `connection.signal` tells its end. */
  connected?: (connection: Connection) => void;
  /** Stops timers and flushes what is held, before the database closes. */
  close?: () => Promise<void> | void;
}
