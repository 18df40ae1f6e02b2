import type { Channel, Clock, Environment, Locks } from "../environment.ts";
import type { Ledger } from "../ledger.ts";
import type { NewMessages } from "../views.ts";
import { Election } from "./election.ts";
import { isTabMessage, type SharedState, type TabMessage } from "./messages.ts";

/** What a tab shows. */
export interface Wishes {
  watched: string[];
  open: string | null;
}

export interface TabsParts {
  /** Of this tab, minted anew. */
  id: string;
  userId: string;
  ledger: Ledger;
  clock: Clock;
  environment: Environment;
  locks: Locks | undefined;
  channel: Channel | undefined;
  onLead(): void;
  onLose(): void;
  getWishes(): Wishes;
  getShared(): SharedState;
  /** What the leader knows; only while another tab leads. */
  onShared(state: SharedState): void;
  /** For the leader: what another tab wants. */
  onWishes(): void;
  onTyping(conversationId: string, typing: { isTyping: boolean; lang: string | null }): void;
  onFetch(conversationId: string | null): void;
  onNews(news: NewMessages): void;
  /** Another tab takes the lead for a call. */
  onClaim(): void;
  /** Another tab has ended everything. */
  onEnded(code: string | null): void;
}

/** This tab among the others of the account: who leads, and what they tell each other. */
export class Tabs {
  readonly #parts: TabsParts;
  readonly #election: Election | null = null;
  readonly #ending = new AbortController();
  readonly #others = new Map<string, Wishes>();
  /** The tab that somebody looked at last. */
  #seen: string;
  /** The leader that knows what this tab wishes. */
  #leader: string | null = null;
  #isLeading = false;

  constructor(parts: TabsParts) {
    this.#parts = parts;
    this.#seen = parts.id;
    const { locks, channel } = parts;
    if (!locks || !channel) return;
    this.#election = new Election({
      ...parts,
      name: `parley-${parts.userId}`,
      locks,
      isVisible: () => parts.environment.isVisible(),
      ping: () => this.#post({ type: "ping" }),
      onLead: () => this.#lead(),
      onLose: () => this.#lose(),
    });
  }

  get isLeading(): boolean {
    return this.#isLeading;
  }

  /** True when there are no others to share with: no fence is needed, and none is raised. */
  get isAlone(): boolean {
    return this.#election === null;
  }

  start(): void {
    const { signal } = this.#ending;
    const { channel, ledger, environment } = this.#parts;
    if (!this.#election || !channel) return this.#lead();
    channel.addEventListener("message", ({ data }) => {
      if (!signal.aborted && isTabMessage(data)) this.#handle(data);
    });
    ledger.ownNotices.subscribe((notice) => this.#post({ type: "notice", notice }), signal);
    if (environment.isVisible()) this.handleVisible();
    this.tellWishes();
    this.#election.start();
  }

  /** Leaves the others. */
  stop(): void {
    this.#post({ type: "bye", from: this.#parts.id });
    this.#ending.abort();
    this.#election?.stop();
    this.#parts.channel?.close();
  }

  /** Another tab has raised the fence: this one stands in line again. */
  stepDown(): void {
    this.#election?.stepDown();
  }

  /** Leads from now on, because of a call. */
  takeLead(): void {
    if (this.#isLeading) return;
    this.#post({ type: "claim" });
    this.#election?.steal();
  }

  /** Somebody looks at this tab now. */
  handleVisible(): void {
    this.#seen = this.#parts.id;
    this.#post({ type: "seen", from: this.#parts.id });
    this.#election?.handleVisible();
  }

  /** Tells the leader what this tab shows. */
  tellWishes(): void {
    if (this.#isLeading) return this.#parts.onWishes();
    this.#post({ type: "wishes", from: this.#parts.id, ...this.#parts.getWishes() });
  }

  /** Tells the followers what only this tab knows. */
  share(): void {
    const { id, getShared } = this.#parts;
    if (this.#isLeading) this.#post({ type: "leading", from: id, state: getShared() });
  }

  tellTyping(conversationId: string, typing: { isTyping: boolean; lang: string | null }): void {
    if (this.#isLeading) this.#parts.onTyping(conversationId, typing);
    else this.#post({ type: "typing", conversationId, ...typing });
  }

  /** Has the server asked for one conversation, or with null for everything new. */
  fetch(conversationId: string | null): void {
    if (this.#isLeading) this.#parts.onFetch(conversationId);
    else this.#post({ type: "fetch", conversationId });
  }

  /** Has new messages told of in the tab that somebody looked at last. */
  announce(news: NewMessages): void {
    if (this.#seen === this.#parts.id) this.#parts.onNews(news);
    else this.#post({ type: "announce", to: this.#seen, news });
  }

  tellEnded(code: string | null): void {
    this.#post({ type: "ended", code });
  }

  /** Whose presence is shown over all tabs, this one's first. */
  watched(): string[] {
    const all = [this.#parts.getWishes(), ...this.#others.values()];
    return [...new Set(all.flatMap(({ watched }) => watched))];
  }

  /** The conversation on the screen, of this tab or another. */
  open(): string | null {
    const all = [this.#parts.getWishes(), ...this.#others.values()];
    return all.find(({ open }) => open !== null)?.open ?? null;
  }

  #lead(): void {
    this.#isLeading = true;
    this.#parts.onLead();
  }

  #lose(): void {
    this.#isLeading = false;
    this.#parts.onLose();
    this.tellWishes();
    this.#post({ type: "ping" });
  }

  #post(message: TabMessage): void {
    if (!this.#ending.signal.aborted) this.#parts.channel?.postMessage(message);
  }

  #handle(message: TabMessage): void {
    const parts = this.#parts;
    switch (message.type) {
      case "notice":
        return parts.ledger.accept(message.notice);
      case "leading":
        return this.#handleLeader(message.from, message.state);
      case "seen":
        this.#seen = message.from;
        return;
      case "bye":
        this.#others.delete(message.from);
        if (this.#seen === message.from) this.#seen = parts.id;
        return;
      case "announce":
        if (message.to === parts.id) parts.onNews(message.news);
        return;
      case "claim":
        return parts.onClaim();
      case "ended":
        return parts.onEnded(message.code);
      case "wishes":
        this.#others.set(message.from, { watched: message.watched, open: message.open });
        break;
      default:
        break;
    }
    if (this.#isLeading) this.#serve(message);
  }

  #serve(message: TabMessage): void {
    if (message.type === "ping") this.share();
    if (message.type === "wishes") this.#parts.onWishes();
    if (message.type === "fetch") this.#parts.onFetch(message.conversationId);
    if (message.type === "typing") this.#parts.onTyping(message.conversationId, message);
  }

  #handleLeader(from: string, state: SharedState): void {
    this.#election?.handleLeader();
    if (this.#isLeading) return;
    this.#parts.onShared(state);
    if (from === this.#leader) return;
    this.#leader = from;
    this.tellWishes();
    if (this.#parts.environment.isVisible()) this.#post({ type: "seen", from: this.#parts.id });
  }
}
