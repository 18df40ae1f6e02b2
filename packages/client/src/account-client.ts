import type { Me, User } from "@parley/protocol/profiles";
import { CallDoor } from "./calls/call-door.ts";
import type { Client, ClientOptions, NewText, SessionEnd } from "./client.ts";
import { Drafts } from "./drafts.ts";
import { plainEnvironment, systemClock, systemRandom, type Signal } from "./environment.ts";
import { loadHistory } from "./history-loader.ts";
import { mintId } from "./ids.ts";
import { Leading } from "./leading.ts";
import { createLedger, type Ledger } from "./ledger.ts";
import { LiveBoard } from "./live-board.ts";
import { Mirror } from "./mirror.ts";
import { createEmitter, createSource } from "./observable.ts";
import { Outbox } from "./outbox/outbox.ts";
import { PresenceWatch } from "./presence-watch.ts";
import { advanceRead } from "./read-cursor.ts";
import type { Announcement } from "./sync/announce.ts";
import { mergeUsers } from "./sync/merge.ts";
import { readMeta } from "./sync/meta.ts";
import type { SharedState } from "./tabs/messages.ts";
import { Tabs } from "./tabs/tabs.ts";
import { TypingTeller } from "./typing.ts";
import { ClientViews } from "./views/client-views.ts";
import { showMessage } from "./views/row-view.ts";
import type { ConnectionState, ConversationWindow, NewMessages } from "./views.ts";
import { HistoryWindow } from "./window.ts";

/** Puts the parts of a client together; each of them knows only what it is handed here. */
export class AccountClient implements Client {
  readonly userId: string;
  readonly ready: Promise<void>;
  readonly needsUpdate = createSource(false);
  readonly calls: CallDoor;
  readonly newMessages = createEmitter<NewMessages>();
  readonly connection;
  readonly #options;
  readonly #ledger: Ledger;
  readonly #mirror: Mirror;
  readonly #board: LiveBoard;
  readonly #drafts: Drafts;
  readonly #views: ClientViews;
  readonly #outbox: Outbox;
  readonly #tabs: Tabs;
  readonly #typing: TypingTeller;
  readonly #watch: PresenceWatch;
  readonly #windows = new Set<HistoryWindow>();
  readonly #ending = new AbortController();
  #leading: Leading | null = null;

  constructor(options: ClientOptions) {
    const clock = options.clock ?? systemClock;
    const random = options.random ?? systemRandom;
    const environment = options.environment ?? plainEnvironment;
    const { userId } = options;
    this.userId = userId;
    this.#options = { ...options, clock, random, environment };
    this.connection = createSource<ConnectionState>({
      state: "offline",
      since: clock.now(),
      retryAt: null,
    });
    this.#ledger = createLedger(options.store);
    this.#mirror = new Mirror(this.#ledger);
    this.#board = new LiveBoard(clock, userId);
    this.#drafts = new Drafts(this.#ledger, this.#mirror);
    this.#views = new ClientViews({
      userId,
      mirror: this.#mirror,
      board: this.#board,
      drafts: this.#drafts,
    });
    this.#outbox = new Outbox({ ledger: this.#ledger, clock, random });
    this.calls = new CallDoor({
      ...this.#options,
      loadCalls: options.loadCalls ?? loadCalls,
      mirror: this.#mirror,
      options: options.calls,
      takeLead: () => this.#tabs.takeLead(),
      reopen: () => this.#leading?.reopen(),
      share: () => this.#tabs.share(),
    });
    this.#tabs = this.#createTabs();
    this.#typing = new TypingTeller({
      clock,
      tell: (conversationId, typing) => this.#tabs.tellTyping(conversationId, typing),
    });
    this.#watch = new PresenceWatch(clock, () => this.#tabs.tellWishes());
    this.ready = this.#mirror.load();
  }

  get me() {
    return this.#views.me;
  }
  get conversations() {
    return this.#views.conversations;
  }
  get conversation() {
    return this.#views.conversation;
  }
  get totalUnread() {
    return this.#views.totalUnread;
  }
  get requests() {
    return this.#views.requests;
  }
  get friends() {
    return this.#views.friends;
  }
  get blocks() {
    return this.#views.blocks;
  }
  get user() {
    return this.#views.user;
  }
  get presence() {
    return this.#views.presence;
  }
  get typing() {
    return this.#views.typing;
  }
  get draft() {
    return this.#views.draft;
  }

  /** Begins once the store has been read; until then nothing would be known to build on. */
  start(): void {
    const { signal } = this.#ending;
    this.ready.then(
      () => {
        if (signal.aborted) return;
        this.#options.environment.subscribe((sign) => this.#handleSignal(sign), signal);
        this.#board.changed.subscribe(() => this.#tabs.share(), signal);
        this.#tabs.start();
      },
      // A store that cannot be opened is told by `ready`.
      () => {},
    );
  }

  openConversation(conversationId: string): ConversationWindow {
    const window: HistoryWindow = new HistoryWindow({
      conversationId,
      ledger: this.#ledger,
      changed: this.#mirror.changed,
      getContext: () => this.#views.rows.contextOf(conversationId),
      loadHistory: (id, span) => loadHistory(this.#historyParts(), id, span),
      markRead: (id, seq) => this.#markRead(id, seq),
      onClose: () => {
        this.#windows.delete(window);
        this.#tabs.tellWishes();
      },
    });
    this.#windows.add(window);
    this.ready.then(
      () => {
        this.#tabs.tellWishes();
        if (!this.#mirror.states.has(conversationId)) this.#tabs.fetch(conversationId);
      },
      // Told by `ready`.
      () => {},
    );
    return window;
  }

  async send(conversationId: string, text: NewText): Promise<string> {
    const id = await this.#outbox.send(conversationId, text);
    this.#drafts.handleSent(conversationId, text.body);
    this.#typing.stop(conversationId);
    return id;
  }

  edit(conversationId: string, messageId: string, text: NewText): Promise<void> {
    return this.#outbox.edit(conversationId, messageId, text);
  }

  remove(conversationId: string, messageId: string): Promise<void> {
    return this.#outbox.remove(conversationId, messageId);
  }

  retry(conversationId: string, messageId: string): Promise<void> {
    return this.#outbox.retry(conversationId, messageId);
  }

  discard(conversationId: string, messageId: string): Promise<void> {
    return this.#outbox.discard(conversationId, messageId);
  }

  hasUnsent(): boolean {
    return this.#mirror.hasOutbox();
  }

  startTyping(conversationId: string, lang: string | null): void {
    if (this.me.get()?.settings.typing !== false) this.#typing.start(conversationId, lang);
  }

  stopTyping(conversationId: string): void {
    this.#typing.stop(conversationId);
  }

  setDraft(conversationId: string, text: string): void {
    this.#drafts.set(conversationId, text);
  }

  watchPresence(userIds: readonly string[], signal: AbortSignal): void {
    this.#watch.watch(userIds, signal);
  }

  async acceptMe(me: Me): Promise<void> {
    const { email: _email, role: _role, onboarded: _onboarded, settings: _settings, ...user } = me;
    await this.#ledger.write(async (tx) => {
      const { userVer } = await readMeta(tx, "sync");
      await tx.put("meta", { key: "me", me, settingsVer: userVer });
      await mergeUsers(tx, [user]);
    });
  }

  async acceptUsers(users: readonly User[]): Promise<void> {
    await this.#ledger.write((tx) => mergeUsers(tx, users));
  }

  refresh(): void {
    this.#tabs.fetch(null);
  }

  async signOut(): Promise<void> {
    await this.calls.hangUp();
    this.#tabs.tellEnded(null);
    this.#stop();
    await this.#options.store.wipe();
  }

  async close(): Promise<void> {
    this.#stop();
    await this.#options.store.close();
  }

  #createTabs(): Tabs {
    const { clock, random, environment, locks, channel } = this.#options;
    return new Tabs({
      id: mintId(clock, random),
      userId: this.userId,
      ledger: this.#ledger,
      clock,
      environment,
      locks,
      channel,
      onLead: () => void this.#lead(),
      onLose: () => this.#follow(),
      getWishes: () => ({ watched: this.#watch.list(), open: this.#openConversation() }),
      getShared: () => ({
        connection: this.connection.get(),
        needsUpdate: this.needsUpdate.get(),
        board: this.#board.snapshot(),
        call: this.calls.snapshot(),
      }),
      onShared: (state) => this.#handleShared(state),
      onWishes: () => void this.#leading?.watchPresence(),
      onTyping: (conversationId, typing) => this.#leading?.tellTyping(conversationId, typing),
      onFetch: (conversationId) => this.#leading?.fetch(conversationId),
      onClaim: () => this.calls.handleClaim(),
      onNews: (news) => this.newMessages.emit(news),
      onEnded: (code) => this.#end(code ?? "SESSION_REVOKED", { isTold: true }),
    });
  }

  #openConversation(): string | null {
    return [...this.#windows].at(-1)?.conversationId ?? null;
  }

  /** This tab leads now: it raises the fence, so that a leader that wakes up does nothing. */
  async #lead(): Promise<void> {
    try {
      if (!this.#tabs.isAlone) await this.#ledger.takeFence();
    } catch {
      // Without its store this tab cannot lead.
      this.#tabs.stepDown();
      return;
    }
    if (this.#ending.signal.aborted || !this.#tabs.isLeading) return;
    const leading = new Leading({
      ...this.#options,
      ledger: this.#ledger,
      mirror: this.#mirror,
      board: this.#board,
      calls: this.calls,
      getOpenConversation: () => this.#tabs.open(),
      getWatched: () => this.#tabs.watched(),
      onAnnouncement: (announcement, isCatchUp) => this.#announce(announcement, isCatchUp),
      onRefused: (code) => this.#handleRefused(code),
      onFenced: () => this.#tabs.stepDown(),
    });
    this.#leading = leading;
    leading.state.subscribe(() => {
      this.connection.set(leading.state.get());
      this.#tabs.share();
    });
    leading.start();
    for (const { conversationId } of this.#windows) {
      if (!this.#mirror.states.has(conversationId)) leading.fetch(conversationId);
    }
  }

  /** Another tab leads. */
  #follow(): void {
    this.#leading?.stop();
    this.#leading = null;
    this.calls.handleLost();
  }

  #handleShared({ connection, needsUpdate, board, call }: SharedState): void {
    this.calls.handleShared(call);
    this.connection.set(connection);
    this.needsUpdate.set(needsUpdate);
    this.#board.accept(board);
  }

  #handleSignal(signal: Signal): void {
    if (signal === "visible") void this.#comeBack();
    if (signal === "visible" || signal === "focus") this.#tabs.handleVisible();
    if (this.#leading) this.#leading.handleSignal(signal);
    else if (signal !== "hidden" && signal !== "offline") this.#tabs.fetch(null);
  }

  /** A tab that was in the background may have lost its store's connection, or missed notices. */
  async #comeBack(): Promise<void> {
    try {
      await this.#options.store.probe();
      await this.#mirror.load();
    } catch {
      // The next write tells.
    }
  }

  #announce({ conversationId, messages }: Announcement, isCatchUp: boolean): void {
    const context = this.#views.rows.contextOf(conversationId);
    const rows = messages.map((message) => showMessage(message, context));
    this.#tabs.announce({ conversationId, messages: rows, isCatchUp });
  }

  #markRead(conversationId: string, seq: number): void {
    const parts = { ledger: this.#ledger, mirror: this.#mirror, userId: this.userId };
    advanceRead(parts, conversationId, seq).catch(() => {});
  }

  #historyParts() {
    return {
      userId: this.userId,
      ledger: this.#ledger,
      mirror: this.#mirror,
      transport: this.#options.transport,
      onMismatch: () => this.#tabs.fetch(null),
    };
  }

  #handleRefused(code: string): void {
    if (code === "UPDATE_REQUIRED") {
      this.needsUpdate.set(true);
      this.#tabs.share();
      return;
    }
    const end = code === "SESSION_REVOKED" ? "SESSION_REVOKED" : "SESSION_EXPIRED";
    this.#end(end, { isTold: false });
  }

  /** The session is over. An expired one may come back to its store; a revoked one leaves nothing. */
  #end(code: string, { isTold }: { isTold: boolean }): void {
    if (this.#ending.signal.aborted) return;
    const end: SessionEnd = code === "SESSION_REVOKED" ? code : "SESSION_EXPIRED";
    if (!isTold) this.#tabs.tellEnded(end);
    this.#stop();
    const { store, onSessionEnded } = this.#options;
    const leaving = end === "SESSION_REVOKED" ? store.wipe() : store.close();
    const finish = () => onSessionEnded?.(end);
    leaving.then(finish, finish);
  }

  #stop(): void {
    this.#ending.abort();
    this.calls.stop();
    this.#follow();
    this.#watch.stop();
    this.#tabs.stop();
    for (const window of Array.from(this.#windows)) window.close();
  }
}

async function loadCalls() {
  return (await import("./calls/call-manager.ts")).createCalls;
}
