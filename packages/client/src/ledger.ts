import type { Message } from "@parley/protocol/messages";
import type { Me, User } from "@parley/protocol/profiles";
import type { Change } from "@parley/protocol/sync";
import { createEmitter, type EventStream } from "./observable.ts";
import { readMeta } from "./sync/meta.ts";
import type { ConversationState, DraftRow, MetaRow, Rows, TableName } from "./store/rows.ts";
import type { Durability, Reading, Store, Writing } from "./store/store.ts";

/** What one commit changed, told to every tab after it. */
export interface Notice {
  conversations: ConversationState[];
  /** Conversations that are gone, or that were asked for and do not exist. */
  removed: string[];
  /** Conversations whose messages were dropped: what a window shows of them has to be read again. */
  replaced: string[];
  messages: Message[];
  people: User[];
  changes: Change[];
  drafts: DraftRow[];
  me: Me | null;
  /** The server's clock against this one, when it was measured anew. */
  offsetMs: number | null;
  hasOutbox: boolean;
  /** Everything was dropped: read all of it again. */
  isReset: boolean;
}

/** Another tab has taken over: this one must not drain or move cursors any more. */
export class FencedError extends Error {
  constructor() {
    super("Another tab leads.");
    this.name = "FencedError";
  }
}

/** The store, seen as commits that everybody hears of. */
export interface Ledger {
  read<T>(work: (tx: Reading) => Promise<T>): Promise<T>;
  /** A write that any tab may do. */
  write<T>(work: (tx: Writing) => Promise<T>, durability?: Durability): Promise<T>;
  /** A write of the leading tab; throws `FencedError` in its own transaction when another leads. */
  writeAsLeader<T>(work: (tx: Writing) => Promise<T>, durability?: Durability): Promise<T>;
  /** Raises the fencing number and holds it from now on; without it every tab counts as leading. */
  takeFence(): Promise<void>;
  /** What was committed here or, through `accept`, in other tabs. */
  readonly notices: EventStream<Notice>;
  /** What was committed here, for the other tabs. */
  readonly ownNotices: EventStream<Notice>;
  accept(notice: Notice): void;
}

/** Creates the ledger of a store. */
export function createLedger(store: Store): Ledger {
  const notices = createEmitter<Notice>();
  const ownNotices = createEmitter<Notice>();
  let fence: number | null = null;

  async function write<T>(work: (tx: Writing) => Promise<T>, durability?: Durability): Promise<T> {
    let recorded = createNotice();
    const result = await store.write((tx) => {
      recorded = createNotice();
      return work(createRecorder(tx, recorded));
    }, durability);
    if (!isEmpty(recorded)) {
      notices.emit(recorded);
      ownNotices.emit(recorded);
    }
    return result;
  }

  return {
    read: (work) => store.read(work),
    write,
    writeAsLeader: (work, durability) =>
      write(async (tx) => {
        if (fence !== null && (await readMeta(tx, "leader")).fence !== fence) {
          throw new FencedError();
        }
        return work(tx);
      }, durability),
    async takeFence() {
      fence = await store.write(async (tx) => {
        const next = (await readMeta(tx, "leader")).fence + 1;
        await tx.put("meta", { key: "leader", fence: next });
        return next;
      });
    },
    notices,
    ownNotices,
    accept: (notice) => notices.emit(notice),
  };
}

function createNotice(): Notice {
  return {
    conversations: [],
    removed: [],
    replaced: [],
    messages: [],
    people: [],
    changes: [],
    drafts: [],
    me: null,
    offsetMs: null,
    hasOutbox: false,
    isReset: false,
  };
}

function isEmpty(notice: Notice): boolean {
  const { me, offsetMs, hasOutbox, isReset, ...lists } = notice;
  const hasSingle = me !== null || offsetMs !== null || hasOutbox || isReset;
  return !hasSingle && Object.values(lists).every((list) => list.length === 0);
}

/** Passes everything on and writes down what changed. */
function createRecorder(tx: Writing, notice: Notice): Writing {
  return {
    get: (table, key) => tx.get(table, key),
    all: (table) => tx.all(table),
    messageAt: (conversationId, seq) => tx.messageAt(conversationId, seq),
    messagesIn: (span) => tx.messagesIn(span),
    put(table, row) {
      recordPut(notice, table, row);
      return tx.put(table, row);
    },
    remove(table, key) {
      if (table === "conversations") notice.removed.push(String(key));
      if (table === "outbox" || table === "acked") notice.hasOutbox = true;
      return tx.remove(table, key);
    },
    removeMessages(conversationId) {
      notice.replaced.push(conversationId);
      return tx.removeMessages(conversationId);
    },
    clear(table) {
      notice.isReset = true;
      return tx.clear(table);
    },
  };
}

function recordPut<T extends TableName>(notice: Notice, table: T, row: Rows[T]): void {
  switch (table) {
    case "meta":
      recordMeta(notice, row as MetaRow);
      break;
    case "outbox":
    case "acked":
      notice.hasOutbox = true;
      break;
    default:
      (notice[table as "people"] as Rows[TableName][]).push(row);
  }
}

function recordMeta(notice: Notice, row: MetaRow): void {
  if (row.key === "me") notice.me = row.me;
  if (row.key === "clock") notice.offsetMs = row.offsetMs;
}
