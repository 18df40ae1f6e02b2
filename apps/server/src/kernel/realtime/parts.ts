import type { Server as HttpServer } from "node:http";
import type { DefaultEventsMap, Socket } from "socket.io";
import type { Availability } from "../availability.ts";
import type { Admission, Guard } from "../guard.ts";
import type { OriginGuard } from "../http/origin.ts";
import type { Log } from "../log.ts";
import type { Doorway } from "./doorway.ts";

export interface HubParts {
  server: HttpServer;
  guard: Guard;
  origin: OriginGuard;
  availability: Availability;
  doorway: Pick<Doorway, "enter">;
  epoch(): string;
  log: Log;
  /** Throws RATE_LIMITED when this socket gives too many commands of a lane. */
  limitCommands(socketId: string, lane: CommandLane): void;
}

/** Signaling of a call comes in bursts and is counted apart from what people do. */
export type CommandLane = "signaling" | "other";

export interface SocketData {
  admission: Admission;
  /** Which tab or program of the session it says it is. */
  device: string | null;
}

export type NoEvents = DefaultEventsMap;
export type ParleySocket = Socket<NoEvents, NoEvents, NoEvents, SocketData>;
