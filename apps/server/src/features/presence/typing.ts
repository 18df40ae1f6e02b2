import type { Activity, StartTyping, StopTyping } from "@parley/protocol/presence";
import { notFound, rateLimited } from "#kernel/errors";
import type { Connection } from "#kernel/feature";
import { findTypingAudience } from "./audience.ts";
import type { PresenceDeps } from "./deps.ts";

/** Without news, whoever was writing has stopped after so long. */
const TYPING_LASTS_MS = 6_000;
/** Between two `typing:start` of one person. */
const TYPING_INTERVAL_MS = 1_000;

interface Typing {
  userId: string;
  conversationId: string;
  socketId: string;
  audience: readonly string[];
  end: NodeJS.Timeout;
}

/** Who is writing where. Whoever was told of a start is told of its end, and nobody else. */
export class TypingBoard {
  readonly #deps: PresenceDeps;
  readonly #active = new Map<string, Typing>();
  readonly #lastStart = new Map<string, number>();
  /** By socket, starts whose audience is still looked up: a stop that overtakes one wins. */
  readonly #starting = new Map<string, symbol>();
  #relations = 0;

  constructor(deps: PresenceDeps) {
    this.#deps = deps;
  }

  connected({ socketId, signal }: Connection): void {
    signal.addEventListener("abort", () => this.#stopWhere((t) => t.socketId === socketId), {
      once: true,
    });
  }

  /** Throws NOT_FOUND for whoever is no member and RATE_LIMITED more than once a second. */
  async start(connection: Connection, command: StartTyping): Promise<void> {
    const { conversationId, activity = "typing", lang } = command;
    const { userId } = connection.identity;
    this.#takeTurn(userId);
    const key = keyOf(userId, conversationId);
    const { socketId } = connection;
    const pending = keyOf(socketId, conversationId);
    const turn = Symbol(pending);
    let isCurrent = false;
    this.#starting.set(pending, turn);
    const audience = await this.#findAudience(userId, conversationId).finally(() => {
      isCurrent = this.#starting.get(pending) === turn;
      if (isCurrent) this.#starting.delete(pending);
    });
    if (!isCurrent || connection.signal.aborted) return;
    const before = this.#active.get(key);
    if (before) clearTimeout(before.end);
    this.#active.delete(key);
    if (audience.length === 0) return;
    const end = setTimeout(() => this.#stop(key), TYPING_LASTS_MS).unref();
    this.#active.set(key, { userId, conversationId, socketId, audience, end });
    this.#emit(audience, { conversationId, userId, activity, lang: lang ?? null });
  }

  stop({ socketId, identity }: Connection, { conversationId }: StopTyping): void {
    this.#starting.delete(keyOf(socketId, conversationId));
    const key = keyOf(identity.userId, conversationId);
    if (this.#active.get(key)?.socketId === socketId) this.#stop(key);
  }

  /** Ends what these people were writing and what they were shown of each other. */
  relationsChanged(userIds: readonly string[]): void {
    this.#relations += 1;
    this.#stopWhere(
      (typing) =>
        userIds.includes(typing.userId) && typing.audience.some((id) => userIds.includes(id)),
    );
  }

  settingsChanged(userId: string): void {
    this.#relations += 1;
    this.#stopWhere((typing) => typing.userId === userId || typing.audience.includes(userId));
  }

  close(): void {
    for (const { end } of this.#active.values()) clearTimeout(end);
    this.#active.clear();
    this.#lastStart.clear();
  }

  #takeTurn(userId: string): void {
    if (!this.#deps.isLimited) return;
    const now = this.#deps.clock.now().getTime();
    const wait = (this.#lastStart.get(userId) ?? 0) + TYPING_INTERVAL_MS - now;
    if (wait > 0 && wait <= TYPING_INTERVAL_MS) throw rateLimited(wait);
    // Entries are in the order of their time; those that no longer limit anybody go.
    this.#lastStart.delete(userId);
    this.#lastStart.set(userId, now);
    for (const [id, at] of this.#lastStart) {
      if (at > now - TYPING_INTERVAL_MS) break;
      this.#lastStart.delete(id);
    }
  }

  async #findAudience(userId: string, conversationId: string): Promise<string[]> {
    for (;;) {
      const asked = this.#relations;
      const audience = await findTypingAudience(this.#deps, userId, conversationId);
      if (!audience) throw notFound();
      if (asked === this.#relations) return audience;
    }
  }

  #stopWhere(matches: (typing: Typing) => boolean): void {
    for (const [key, typing] of this.#active) if (matches(typing)) this.#stop(key);
  }

  #stop(key: string): void {
    const typing = this.#active.get(key);
    if (!typing) return;
    clearTimeout(typing.end);
    this.#active.delete(key);
    const { audience, conversationId, userId } = typing;
    this.#emit(audience, { conversationId, userId, activity: null });
  }

  #emit(
    audience: readonly string[],
    event: {
      conversationId: string;
      userId: string;
      activity: Activity | null;
      lang?: string | null;
    },
  ): void {
    this.#deps.delivery.toUsers(audience, "typing:changed", event);
  }
}

function keyOf(id: string, conversationId: string): string {
  return `${id}:${conversationId}`;
}
