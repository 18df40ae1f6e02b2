import type { SyncAnswer } from "@parley/protocol/sync";
import { createBackoff, type Backoff } from "../backoff.ts";
import type { Clock, Random } from "../environment.ts";
import { FencedError, type Ledger } from "../ledger.ts";
import type { Writing } from "../store/store.ts";
import { createTimer, type Timer } from "../timer.ts";
import { TransportError, type ServerEvent, type Transport } from "../transport.ts";
import type { Announcement } from "./announce.ts";
import { applyPage, type PageResult } from "./apply-page.ts";
import { EventApplier } from "./event-applier.ts";
import { ResetNeededError } from "./merge.ts";
import { readMeta } from "./meta.ts";
import { prepareRequest, type PreparedRequest, type Scope } from "./requests.ts";
import { dropEverything } from "./reset.ts";

/** The digest sync comes every 30–45 s: a silent loss ends within a minute. */
const DIGEST_MS = 30_000;
const DIGEST_JITTER_MS = 15_000;

export interface SyncParts {
  userId: string;
  ledger: Ledger;
  transport: Pick<Transport, "sync">;
  clock: Clock;
  random: Random;
  /** The conversation on the screen comes first. */
  getOpenConversation(): string | null;
  /** Everything that the server had is held; called after each whole sync. */
  onSynced(): void;
  onAnnouncement(announcement: Announcement, isCatchUp: boolean): void;
  /** A refusal that trying again cannot help (session, version). True: stop. */
  onRefusal(error: TransportError): boolean;
  onFenced(): void;
}

/**
 * Keeps the store equal to the server: applies events, notices what is missing, asks for it.
 * It does nothing until it is connected.
 */
export class SyncEngine {
  readonly #parts: SyncParts;
  readonly #events: EventApplier;
  readonly #backoff: Backoff;
  readonly #retry: Timer;
  readonly #digest: Timer;
  readonly #wanted = new Set<string>();
  #isAllWanted = false;
  #isRunning = false;
  /** Aborted when the socket closes: what was begun before is left alone. */
  #session: AbortController | null = null;

  constructor(parts: SyncParts) {
    this.#parts = parts;
    this.#backoff = createBackoff(parts.random);
    this.#retry = createTimer(parts.clock);
    this.#digest = createTimer(parts.clock);
    this.#events = new EventApplier({
      ...parts,
      wantAll: () => this.wantAll(),
      wantOnly: (conversationId) => this.wantOnly(conversationId),
      onAnnouncement: parts.onAnnouncement,
      onFenced: parts.onFenced,
      onResetNeeded: () => void this.#startAnew(),
    });
  }

  /** The socket is open: catch up; events wait until then. */
  handleConnected(): void {
    this.#session = new AbortController();
    this.#events.startBuffering();
    this.#isAllWanted = true;
    this.retryNow();
  }

  handleDisconnected(): void {
    this.#session?.abort();
    this.#session = null;
    this.#retry.stop();
    this.#digest.stop();
    this.#events.dropWaiting();
  }

  handleEvent(event: ServerEvent): void {
    if (this.#session) this.#events.handle(event);
  }

  /** Asks for everything new. */
  wantAll(): void {
    this.#isAllWanted = true;
    void this.#run();
  }

  /** Asks for one conversation, held or not. */
  wantOnly(conversationId: string): void {
    this.#wanted.add(conversationId);
    void this.#run();
  }

  /** Tries again now what waits for its turn after a failure. */
  retryNow(): void {
    this.#backoff.reset();
    this.#retry.stop();
    void this.#run();
  }

  async #run(): Promise<void> {
    const signal = this.#session?.signal;
    if (!signal || this.#isRunning || this.#retry.isPending()) return;
    this.#isRunning = true;
    try {
      while (!signal.aborted && this.#isAnythingWanted()) await this.#fulfilNext(signal);
      this.#backoff.reset();
    } catch (error) {
      if (!signal.aborted) this.#handleFailure(error);
    } finally {
      this.#isRunning = false;
    }
    if (signal.aborted) void this.#run();
  }

  #isAnythingWanted(): boolean {
    return this.#isAllWanted || this.#wanted.size > 0;
  }

  /** Takes up one wish; when that fails it stays wished for. */
  async #fulfilNext(signal: AbortSignal): Promise<void> {
    const [conversationId] = this.#wanted;
    if (conversationId !== undefined && !this.#events.isBuffering()) {
      this.#wanted.delete(conversationId);
      await this.#followPages({ kind: "only", conversationId }, signal).catch((error: unknown) => {
        this.#wanted.add(conversationId);
        throw error;
      });
      return;
    }
    this.#isAllWanted = false;
    await this.#syncAll(signal).catch((error: unknown) => {
      this.#isAllWanted = true;
      throw error;
    });
  }

  async #syncAll(signal: AbortSignal): Promise<void> {
    let after: string | null = "";
    while (after !== null) after = await this.#followPages({ kind: "all", after }, signal);
    await this.#events.drain();
    signal.throwIfAborted();
    const { random, onSynced } = this.#parts;
    this.#digest.start(DIGEST_MS + random() * DIGEST_JITTER_MS, () => this.wantAll());
    onSynced();
  }

  /** Asks until nothing more follows; returns where the list of conversations goes on. */
  async #followPages(scope: Scope, signal: AbortSignal): Promise<string | null> {
    const { ledger, transport, getOpenConversation } = this.#parts;
    let next: string | null = null;
    for (;;) {
      const progress = { open: getOpenConversation(), next };
      const asked = await ledger.read((tx) => prepareRequest(tx, scope, progress));
      const answer = await transport.sync(asked.request);
      signal.throwIfAborted();
      const result = await this.#events.inTurn(() => this.#commitPage(answer, asked));
      signal.throwIfAborted();
      this.#handlePage(result, scope);
      const isMore = answer.user.more || answer.conversations.some(({ more }) => more);
      if (!isMore && !answer.next) return asked.nextAfter;
      // Unfinished entries are asked for first: those already complete are left out then.
      next = isMore ? null : (answer.next ?? null);
    }
  }

  #commitPage(answer: SyncAnswer, asked: PreparedRequest): Promise<PageResult> {
    const { ledger, clock, userId } = this.#parts;
    const now = clock.now();
    return ledger.writeAsLeader(async (tx) => {
      await noteOffset(tx, Date.parse(answer.now) - now);
      return applyPage(tx, answer, { userId, now, asked });
    });
  }

  #handlePage(result: PageResult, scope: Scope): void {
    const isCatchUp = this.#events.isBuffering();
    if (result.isReset) this.#events.dropWaiting();
    if (!result.isAccepted || (result.isReset && scope.kind === "only")) this.#isAllWanted = true;
    for (const id of result.again) this.#wanted.add(id);
    for (const one of result.announcements) this.#parts.onAnnouncement(one, isCatchUp);
    this.#events.releaseAll();
  }

  #handleFailure(error: unknown): void {
    if (error instanceof FencedError) return this.#parts.onFenced();
    if (error instanceof ResetNeededError) return void this.#startAnew();
    const refusal = error instanceof TransportError ? error : null;
    if (refusal && this.#parts.onRefusal(refusal)) return;
    this.#retryLater(refusal?.retryAfterMs ?? null);
  }

  #retryLater(leastMs: number | null): void {
    this.#retry.start(this.#backoff.next(leastMs), () => void this.#run());
  }

  /** The server is not where it was although its epoch says so: drop all and ask for all. */
  async #startAnew(): Promise<void> {
    const { ledger, clock } = this.#parts;
    this.#events.dropWaiting();
    const dropping = this.#events.inTurn(() =>
      ledger.writeAsLeader(async (tx) => {
        await dropEverything(tx, clock.now());
        await tx.put("meta", { ...(await readMeta(tx, "sync")), userVer: 0 });
      }),
    );
    try {
      await dropping;
      this.#isAllWanted = true;
      this.#retryLater(null);
    } catch (error) {
      this.#handleFailure(error);
    }
  }
}

/** Remembers how the server's clock differs; small wandering is not worth a write. */
async function noteOffset(tx: Writing, offsetMs: number): Promise<void> {
  const { offsetMs: known } = await readMeta(tx, "clock");
  if (Math.abs(known - offsetMs) > 2_000) await tx.put("meta", { key: "clock", offsetMs });
}
