import type { Message } from "@parley/protocol/messages";
import type { Ledger, Notice } from "./ledger.ts";
import { createSource, type EventStream, type Observable, type Source } from "./observable.ts";
import type { ConversationState } from "./store/rows.ts";
import { countsAsUnread } from "./sync/merge.ts";
import { newestRange, rangeAt } from "./sync/ranges.ts";
import { createTurns } from "./turns.ts";
import { reuseRows, showEchoes, showMessage, type RowContext } from "./views/row-view.ts";
import type { ConversationWindow, WindowView } from "./views.ts";

const PAGE = 50;
const MOST_ROWS = 400;

/** Which messages the server is asked for. */
export interface HistorySpan {
  before?: number;
  after?: number;
  around?: number;
}

export interface WindowParts {
  conversationId: string;
  ledger: Ledger;
  /** Fires when anything that rows are shown with changed. */
  changed: Pick<EventStream<unknown>, "subscribe">;
  getContext(): RowContext;
  /** Fetches and keeps a page. False: it could not be had now. */
  loadHistory(conversationId: string, span: HistorySpan): Promise<boolean>;
  markRead(conversationId: string, seq: number): void;
  onClose(): void;
}

const LOADING: WindowView = {
  state: "loading",
  rows: [],
  hasOlder: false,
  hasNewer: false,
  isLoadingOlder: false,
  isLoadingNewer: false,
  hasLoadFailed: false,
  firstUnreadSeq: null,
};

/**
 * The rows of one conversation that are on the screen: gapless, because they always lie within one
 * held range. At the end of history the window follows what comes.
 */
export class HistoryWindow implements ConversationWindow {
  readonly conversationId: string;
  readonly #parts: WindowParts;
  readonly #view: Source<WindowView> = createSource(LOADING);
  readonly #turns = createTurns();
  readonly #closing = new AbortController();
  #messages: readonly Message[] = [];
  /** Inclusive seqs; empty when `to` is below `from`. */
  #from = 1;
  #to = 0;
  #isFollowing = true;
  #isOpened = false;
  #firstUnreadSeq: number | null = null;

  constructor(parts: WindowParts) {
    this.conversationId = parts.conversationId;
    this.#parts = parts;
    const { signal } = this.#closing;
    parts.ledger.notices.subscribe((notice) => this.#handleNotice(notice), signal);
    parts.changed.subscribe(() => this.#show({}), signal);
    void this.#turns.run(() => this.#refresh());
  }

  get view(): Observable<WindowView> {
    return this.#view;
  }

  loadOlder(): Promise<void> {
    return this.#turns.run(async () => {
      const state = this.#state();
      if (!state || this.#from <= 1) return;
      const isHeld = this.#from > this.#rangeStart(state);
      if (!isHeld) await this.#fetch({ before: this.#from }, { isLoadingOlder: true });
      this.#from = Math.max(this.#rangeStart(this.#state()), this.#from - PAGE);
      if (this.#to - this.#from >= MOST_ROWS) {
        this.#to = this.#from + MOST_ROWS - 1;
        this.#isFollowing = false;
      }
      await this.#read();
    });
  }

  loadNewer(): Promise<void> {
    return this.#turns.run(async () => {
      const state = this.#state();
      if (!state || this.#isFollowing) return;
      const isHeld = this.#to < this.#rangeEnd(state);
      if (!isHeld) await this.#fetch({ after: this.#to }, { isLoadingNewer: true });
      this.#to = Math.min(this.#rangeEnd(this.#state()), this.#to + PAGE);
      this.#from = Math.max(this.#from, this.#to - MOST_ROWS + 1);
      this.#follow();
      await this.#read();
    });
  }

  jumpTo(seq: number): Promise<void> {
    return this.#turns.run(() => this.#jumpTo(seq));
  }

  async jumpToFirstUnread(): Promise<void> {
    if (this.#firstUnreadSeq !== null) await this.jumpTo(this.#firstUnreadSeq);
  }

  jumpToEnd(): Promise<void> {
    return this.#turns.run(async () => {
      this.#moveToEnd();
      await this.#read();
    });
  }

  markRead(seq: number): void {
    this.#parts.markRead(this.conversationId, seq);
  }

  close(): void {
    this.#closing.abort();
    this.#parts.onClose();
  }

  #state(): ConversationState | undefined {
    return this.#parts.getContext().state;
  }

  #rangeStart(state: ConversationState | undefined): number {
    return rangeAt(state?.ranges ?? [], this.#from)?.[0] ?? this.#from;
  }

  #rangeEnd(state: ConversationState | undefined): number {
    return rangeAt(state?.ranges ?? [], this.#to)?.[1] ?? this.#to;
  }

  #moveToEnd(): void {
    const [from, to] = newestRange(this.#state()?.ranges ?? []);
    this.#to = to;
    this.#from = Math.max(from, to - PAGE + 1);
    this.#isFollowing = true;
  }

  #follow(): void {
    const [, top] = newestRange(this.#state()?.ranges ?? []);
    this.#isFollowing = this.#to >= top;
  }

  async #jumpTo(seq: number): Promise<void> {
    if (!rangeAt(this.#state()?.ranges ?? [], seq)) {
      await this.#fetch({ around: seq }, { isLoadingOlder: true });
    }
    const range = rangeAt(this.#state()?.ranges ?? [], seq);
    if (!range) return;
    this.#from = Math.max(range[0], seq - PAGE / 2);
    this.#to = Math.min(range[1], seq + PAGE / 2);
    this.#follow();
    await this.#read();
  }

  async #fetch(span: HistorySpan, flags: Partial<WindowView>): Promise<void> {
    this.#show({ ...flags, hasLoadFailed: false });
    const isLoaded = await this.#parts.loadHistory(this.conversationId, span);
    this.#show({ isLoadingOlder: false, isLoadingNewer: false, hasLoadFailed: !isLoaded });
  }

  #handleNotice(notice: Notice): void {
    const { conversationId } = this;
    if (notice.removed.includes(conversationId)) {
      this.#isOpened = false;
      this.#messages = [];
      this.#view.set({ ...LOADING, state: "missing" });
      return;
    }
    const isConcerned =
      notice.isReset ||
      notice.conversations.some(({ id }) => id === conversationId) ||
      notice.messages.some((message) => message.conversationId === conversationId);
    if (isConcerned) void this.#turns.run(() => this.#refresh(notice));
  }

  /** The conversation changed: takes over its rows, and moves along where the window follows. */
  async #refresh(notice?: Notice): Promise<void> {
    const state = this.#state();
    if (!state || this.#closing.signal.aborted) return;
    if (!this.#isOpened) return this.#open(state);
    const isReplaced = notice?.isReset || notice?.replaced.includes(this.conversationId);
    if (isReplaced) return this.#findPlaceAgain(state);
    if (this.#isFollowing) {
      const [from, to] = newestRange(state.ranges);
      this.#to = to;
      this.#from = Math.max(this.#from, from, to - MOST_ROWS + 1);
    }
    const patched = patch(this.#messages, notice?.messages ?? [], this);
    if (patched.length === this.#to - this.#from + 1) {
      this.#messages = patched;
      this.#show({});
    } else {
      await this.#read();
    }
  }

  async #open(state: ConversationState): Promise<void> {
    this.#isOpened = true;
    this.#moveToEnd();
    this.#firstUnreadSeq = await this.#findFirstUnread(state);
    await this.#read();
  }

  async #findFirstUnread(state: ConversationState): Promise<number | null> {
    if (state.unread === 0) return null;
    const { userId } = this.#parts.getContext();
    const first = state.readSeq + 1;
    const held = rangeAt(state.ranges, first);
    if (!held) return first;
    const rows = await this.#parts.ledger.read((tx) =>
      tx.messagesIn({ conversationId: state.id, from: first, to: held[1] }),
    );
    return rows.find((message) => countsAsUnread(message, userId))?.seq ?? null;
  }

  /** What was held is gone: a window that followed goes on at the end, another looks for its place. */
  async #findPlaceAgain(state: ConversationState): Promise<void> {
    const middle = Math.floor((this.#from + this.#to) / 2);
    const wasFollowing = this.#isFollowing;
    this.#moveToEnd();
    await this.#read();
    if (!wasFollowing && middle <= state.seq) await this.#jumpTo(middle);
  }

  async #read(): Promise<void> {
    const span = { conversationId: this.conversationId, from: this.#from, to: this.#to };
    this.#messages = await this.#parts.ledger.read((tx) => tx.messagesIn(span));
    this.#show({});
  }

  /** Whether a message lies within the window. */
  contains({ conversationId, seq }: Message): boolean {
    return conversationId === this.conversationId && seq >= this.#from && seq <= this.#to;
  }

  #show(flags: Partial<WindowView>): void {
    const before = this.#view.get();
    if (!this.#isOpened) return;
    const context = this.#parts.getContext();
    const shown = this.#messages.map((message) => showMessage(message, context));
    const ids = new Set(shown.map(({ id }) => id));
    const echoes = this.#isFollowing ? showEchoes(context, ids) : [];
    const next: WindowView = {
      ...before,
      state: "ready",
      rows: reuseRows(before.rows, [...shown, ...echoes]),
      hasOlder: this.#from > 1,
      hasNewer: !this.#isFollowing,
      firstUnreadSeq: this.#firstUnreadSeq,
      ...flags,
    };
    const keys = Object.keys(next) as (keyof WindowView)[];
    if (keys.some((key) => next[key] !== before[key])) this.#view.set(next);
  }
}

/** Replaces and adds the messages that lie within the window, in their order. */
function patch(
  messages: readonly Message[],
  incoming: readonly Message[],
  window: Pick<HistoryWindow, "contains">,
): readonly Message[] {
  const fresh = incoming.filter((message) => window.contains(message));
  const replaced = new Set(fresh.map(({ id }) => id));
  const kept = messages.filter((message) => !replaced.has(message.id) && window.contains(message));
  if (fresh.length === 0 && kept.length === messages.length) return messages;
  return [...kept, ...fresh].sort((a, b) => a.seq - b.seq);
}
