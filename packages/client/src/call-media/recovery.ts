import {
  COURTESY_MS,
  REBUILD_AGAIN_MS,
  REBUILD_MS,
  REPLAY_MS,
  RESTARTS_MS,
} from "./media-times.ts";

/** What helps a connection that brings nothing. */
export type Remedy = "restart" | "rebuild" | null;

export interface RecoveryParts {
  isOffering: boolean;
  now: number;
}

/** Decides what is tried for one connection, and when. It starts with a connection that has brought nothing yet. */
export class Recovery {
  readonly #courtesyMs: number;
  #since: number;
  #backAt: number | null = null;
  #restarts = 0;
  #isBroken = false;
  #rebuiltAt: number | null = null;
  #state: "fresh" | "flowing" | "stalled" = "fresh";

  constructor({ isOffering, now }: RecoveryParts) {
    this.#courtesyMs = isOffering ? 0 : COURTESY_MS;
    this.#since = now;
  }

  handleFlowing(): void {
    this.#state = "flowing";
  }

  handleStalled(now: number): void {
    this.#state = "stalled";
    this.#since = now;
    this.#restarts = 0;
  }

  /** The server can be reached again: another way is looked for at once. */
  handleSignalingBack(now: number): void {
    this.#restarts = 0;
    this.#backAt = now;
  }

  /** A description could not be used. */
  handleBroken(): void {
    this.#isBroken = true;
  }

  /** What is due now. Without the server nothing can be agreed on. */
  next(now: number, isSignaling: boolean): Remedy {
    if (!isSignaling) return null;
    const elapsedMs = now - this.#since;
    if (this.#isBroken) return this.#rebuild(now);
    if (this.#state === "flowing") return null;
    const isReplayed = this.#backAt === null || now - this.#backAt >= REPLAY_MS;
    if (elapsedMs >= REBUILD_MS + this.#courtesyMs && isReplayed) return this.#rebuild(now);
    const dueMs = RESTARTS_MS[this.#restarts];
    if (this.#state === "fresh" || dueMs === undefined || elapsedMs < dueMs) return null;
    this.#restarts = RESTARTS_MS.filter((restartMs) => restartMs <= elapsedMs).length;
    return "restart";
  }

  /** Another connection takes this one's place; if none does, it is asked for again. */
  #rebuild(now: number): Remedy {
    if (this.#rebuiltAt !== null && now - this.#rebuiltAt < REBUILD_AGAIN_MS) return null;
    this.#rebuiltAt = now;
    return "rebuild";
  }
}
