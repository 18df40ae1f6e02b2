import type { CallDoor } from "./calls/call-door.ts";
import { Connection } from "./connection.ts";
import type { Clock, Random, Signal } from "./environment.ts";
import type { Ledger, Notice } from "./ledger.ts";
import type { LiveBoard } from "./live-board.ts";
import type { Mirror } from "./mirror.ts";
import type { Observable } from "./observable.ts";
import { Drainer } from "./outbox/drainer.ts";
import { MOST_WATCHED } from "./presence-watch.ts";
import { Receipts } from "./receipts.ts";
import type { Announcement } from "./sync/announce.ts";
import { SyncEngine } from "./sync/sync-engine.ts";
import type { ServerEvent, Transport, TransportError, TransportEvent } from "./transport.ts";
import type { ConnectionState } from "./views.ts";

export interface LeadingParts {
  userId: string;
  ledger: Ledger;
  mirror: Mirror;
  board: LiveBoard;
  calls: Pick<CallDoor, "handleConnected" | "handleDisconnected" | "handleEvent" | "isInCall">;
  transport: Transport;
  clock: Clock;
  random: Random;
  getOpenConversation(): string | null;
  /** Whose presence is shown, over all tabs. */
  getWatched(): readonly string[];
  onAnnouncement(announcement: Announcement, isCatchUp: boolean): void;
  /** The server will not have this client: its session or its version is over. */
  onRefused(code: string): void;
  onFenced(): void;
}

/** What only the leading tab does: it owns the socket, the sync, the outbox and the receipts. */
export class Leading {
  readonly #parts: LeadingParts;
  readonly #connection: Connection;
  readonly #sync: SyncEngine;
  readonly #drainer: Drainer;
  readonly #receipts: Receipts;
  readonly #ending = new AbortController();
  #hasWatched = false;

  constructor(parts: LeadingParts) {
    this.#parts = parts;
    const stopOn = (code: string) => this.#refuse(code);
    this.#connection = new Connection({
      ...parts,
      isUrgent: () => parts.calls.isInCall(),
      onConnected: () => {
        this.#sync.handleConnected();
        parts.calls.handleConnected();
      },
      onDisconnected: () => this.#handleDisconnected(),
      onRefused: parts.onRefused,
    });
    this.#sync = new SyncEngine({
      ...parts,
      getOpenConversation: parts.getOpenConversation,
      onAnnouncement: parts.onAnnouncement,
      onFenced: parts.onFenced,
      onSynced: () => this.#handleSynced(),
      onRefusal: (error) => this.#handleRefusal(error),
    });
    this.#drainer = new Drainer({
      ...parts,
      onFenced: parts.onFenced,
      onForeignEpoch: () => this.#sync.wantAll(),
      onUnauthenticated: stopOn,
    });
    const getStates = () => parts.mirror.states.values();
    this.#receipts = new Receipts({ ...parts, onFenced: parts.onFenced, getStates });
  }

  get state(): Observable<ConnectionState> {
    return this.#connection.state;
  }

  start(): void {
    const { signal } = this.#ending;
    const { transport, ledger } = this.#parts;
    transport.subscribe((event) => this.#handleTransport(event), signal);
    ledger.notices.subscribe((notice) => this.#handleNotice(notice), signal);
    this.#connection.start();
  }

  /** Lets go of the socket and everything under way, for good. */
  stop(): void {
    this.#ending.abort();
    this.#connection.stop();
  }

  /** The socket is dead and does not know it. */
  reopen(): void {
    this.#connection.reopen();
  }

  /** Asks for one conversation, or with null for everything new. */
  fetch(conversationId: string | null): void {
    if (conversationId === null) this.#sync.wantAll();
    else this.#sync.wantOnly(conversationId);
  }

  handleSignal(signal: Signal): void {
    if (signal === "hidden") return;
    if (signal === "offline") return this.#connection.renew();
    this.#connection.retryNow();
    this.#drainer.retryNow();
    this.#sync.wantAll();
    this.#sync.retryNow();
  }

  tellTyping(conversationId: string, typing: { isTyping: boolean; lang: string | null }): void {
    if (!this.#isLive()) return;
    const { transport } = this.#parts;
    const { lang } = typing;
    const telling = typing.isTyping
      ? transport.command("typing:start", { conversationId, activity: "typing", lang })
      : transport.command("typing:stop", { conversationId });
    telling.catch(() => {});
  }

  /** The list of people whose presence is shown has changed, or the connection is new. */
  async watchPresence(): Promise<void> {
    const userIds = this.#parts.getWatched().slice(0, MOST_WATCHED);
    if (!this.#isLive() || (userIds.length === 0 && !this.#hasWatched)) return;
    this.#hasWatched = userIds.length > 0;
    try {
      const ack = await this.#parts.transport.command("presence:watch", { userIds });
      if (ack.ok) this.#parts.board.replacePresence(ack.states);
    } catch {
      // The next connection asks again.
    }
  }

  #isLive(): boolean {
    return this.#connection.state.get().state === "live";
  }

  #handleSynced(): void {
    const wasLive = this.#isLive();
    this.#connection.handleCaughtUp();
    if (!wasLive) {
      this.#drainer.open();
      this.#receipts.open();
      void this.watchPresence();
    }
    this.#receipts.resendAll();
  }

  #handleDisconnected(): void {
    this.#sync.handleDisconnected();
    this.#drainer.shut();
    this.#receipts.shut();
    this.#hasWatched = false;
    this.#parts.board.clear();
    this.#parts.calls.handleDisconnected();
  }

  #handleTransport(event: TransportEvent): void {
    this.#connection.handleTransport(event);
    if (event.type === "garbled") this.#sync.wantAll();
    if (event.type === "event") this.#handleEvent(event.event);
  }

  #handleEvent(event: ServerEvent): void {
    const { board } = this.#parts;
    switch (event.name) {
      case "conversation:changed":
        for (const { senderId } of event.payload.messages ?? []) {
          board.endTyping(event.payload.conversationId, senderId);
        }
        this.#sync.handleEvent(event);
        break;
      case "user:changed":
      case "receipt:changed":
        this.#sync.handleEvent(event);
        break;
      case "typing:changed":
        board.handleTyping(event.payload);
        break;
      case "presence:changed":
        board.handlePresence(event.payload);
        break;
      case "session:ended":
        this.#refuse(event.payload.code);
        break;
      case "server:closing":
        break;
      default:
        this.#parts.calls.handleEvent(event);
    }
  }

  #handleNotice(notice: Notice): void {
    if (notice.outbox.length > 0) this.#drainer.wake();
    for (const state of notice.conversations) this.#receipts.handleState(state);
  }

  #handleRefusal({ status, code }: TransportError): boolean {
    const isFinal = status === 401 || status === 426;
    if (isFinal) this.#refuse(code ?? (status === 426 ? "UPDATE_REQUIRED" : "UNAUTHENTICATED"));
    return isFinal;
  }

  #refuse(code: string): void {
    this.#connection.stop();
    this.#parts.onRefused(code);
  }
}
