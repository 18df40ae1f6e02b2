import type { Me, User } from "@parley/protocol/profiles";
import type { Change } from "@parley/protocol/sync";
import type { Ledger, Notice } from "./ledger.ts";
import { createEmitter, type EventStream } from "./observable.ts";
import type { AckedRow, ConversationState, OutboxRow } from "./store/rows.ts";
import { readMeta } from "./sync/meta.ts";

/** What the views need of the store, in memory and the same in every tab: all but the messages. */
export class Mirror {
  readonly #ledger: Ledger;
  readonly #changed = createEmitter<void>();
  readonly states = new Map<string, ConversationState>();
  readonly people = new Map<string, User>();
  readonly drafts = new Map<string, string>();
  readonly #changes = new Map<string, Change>();
  readonly #outbox = new Map<string, readonly OutboxRow[]>();
  readonly #acked = new Map<string, readonly AckedRow[]>();
  me: { me: Me; settingsVer: number } | null = null;
  /** The server's clock minus this one, in milliseconds. */
  offsetMs = 0;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
    ledger.notices.subscribe((notice) => this.#handleNotice(notice));
  }

  /** Fires after every change. */
  get changed(): EventStream<void> {
    return this.#changed;
  }

  /** Reads everything from the store. */
  async load(): Promise<void> {
    await this.#ledger.read(async (tx) => {
      const states = await tx.all("conversations");
      const people = await tx.all("people");
      const changes = await tx.all("changes");
      const drafts = await tx.all("drafts");
      const outbox = await tx.all("outbox");
      const acked = await tx.all("acked");
      const me = await tx.get("meta", "me");
      const { offsetMs } = await readMeta(tx, "clock");
      for (const map of [this.states, this.people, this.#changes, this.drafts]) map.clear();
      for (const map of [this.#outbox, this.#acked]) map.clear();
      for (const state of states) this.states.set(state.id, state);
      for (const person of people) this.people.set(person.id, person);
      for (const change of changes) this.#changes.set(`${change.kind}/${change.id}`, change);
      for (const { conversationId, text } of drafts) this.drafts.set(conversationId, text);
      for (const row of outbox) putRow(this.#outbox, row);
      for (const row of acked) putRow(this.#acked, row);
      if (me?.key === "me") this.me = me;
      this.offsetMs = offsetMs;
    });
    this.#changed.emit();
  }

  /** Own changes of one kind, tombstones left out. */
  rowsOf(kind: string): Change[] {
    return [...this.#changes.values()].filter(
      (change) => change.kind === kind && change.row !== null,
    );
  }

  /** One own change; undefined when there is none, or it was taken back. */
  rowOf(kind: string, id: string): Change | undefined {
    const change = this.#changes.get(`${kind}/${id}`);
    return change?.row === null ? undefined : change;
  }

  /** What waits or has failed in a conversation, in order. */
  outboxOf(conversationId: string): readonly OutboxRow[] {
    return this.#outbox.get(conversationId) ?? NONE;
  }

  /** What was acknowledged lately in a conversation, in order. */
  ackedOf(conversationId: string): readonly AckedRow[] {
    return this.#acked.get(conversationId) ?? NONE;
  }

  hasOutbox(): boolean {
    return this.#outbox.size > 0;
  }

  #handleNotice(notice: Notice): void {
    if (notice.isReset) {
      for (const map of [this.states, this.people, this.#changes, this.#acked]) map.clear();
    }
    for (const id of notice.removed) this.states.delete(id);
    for (const state of notice.conversations) this.#putState(state);
    for (const person of notice.people) this.people.set(person.id, person);
    for (const change of notice.changes) this.#changes.set(`${change.kind}/${change.id}`, change);
    for (const { conversationId, text } of notice.drafts) this.drafts.set(conversationId, text);
    for (const row of notice.outbox) putRow(this.#outbox, row);
    for (const row of notice.acked) putRow(this.#acked, row);
    for (const n of notice.removedOutbox) removeRow(this.#outbox, n);
    for (const n of notice.removedAcked) removeRow(this.#acked, n);
    this.me = notice.me ?? this.me;
    this.offsetMs = notice.offsetMs ?? this.offsetMs;
    this.#changed.emit();
  }

  /** Notices of several tabs may cross on their way: an older state never replaces a newer one. */
  #putState(state: ConversationState): void {
    const held = this.states.get(state.id);
    const isOlder =
      held &&
      (state.edition < held.edition ||
        (state.edition === held.edition && state.revision < held.revision));
    if (!isOlder) this.states.set(state.id, state);
  }
}

const NONE: readonly never[] = [];

interface Numbered {
  n: number;
  conversationId: string;
}

function putRow<T extends Numbered>(lists: Map<string, readonly T[]>, row: T): void {
  const others = (lists.get(row.conversationId) ?? []).filter(({ n }) => n !== row.n);
  lists.set(
    row.conversationId,
    [...others, row].sort((a, b) => a.n - b.n),
  );
}

function removeRow<T extends Numbered>(lists: Map<string, readonly T[]>, removed: number): void {
  for (const [conversationId, rows] of lists) {
    if (!rows.some(({ n }) => n === removed)) continue;
    const left = rows.filter(({ n }) => n !== removed);
    if (left.length > 0) lists.set(conversationId, left);
    else lists.delete(conversationId);
  }
}
