import type { Message } from "@parley/protocol/messages";
import type { Me, User } from "@parley/protocol/profiles";
import type { Change } from "@parley/protocol/sync";
import { createEmitter, type EventStream } from "./observable.ts";
import { readMeta } from "./sync/meta.ts";
import type {
  AckedRow,
  ConversationState,
  DraftRow,
  MetaRow,
  OutboxRow,
  Rows,
  TableName,
} from "./store/rows.ts";
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
  me: { me: Me; settingsVer: number } | null;
  /** The server's clock against this one, when it was measured anew. */
  offsetMs: number | null;
  outbox: OutboxRow[];
  acked: AckedRow[];
  /** Numbers of the rows taken out of the outbox, and out of the acknowledged ones. */
  removedOutbox: number[];
  removedAcked: number[];
  /** All that came from the server was dropped before: what stands here is all there is. */
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
    outbox: [],
    acked: [],
    removedOutbox: [],
    removedAcked: [],
    isReset: false,
  };
}

function isEmpty(notice: Notice): boolean {
  const { me, offsetMs, isReset, ...lists } = notice;
  const hasSingle = me !== null || offsetMs !== null || isReset;
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
      if (table === "outbox") notice.removedOutbox.push(Number(key));
      if (table === "acked") notice.removedAcked.push(Number(key));
      return tx.remove(table, key);
    },
    removeMessages(conversationId) {
      notice.replaced.push(conversationId);
      return tx.removeMessages(conversationId);
    },
    clear(table) {
      notice.isReset = true;
      if (table !== "meta") notice[table] = [];
      return tx.clear(table);
    },
  };
}

function recordPut<T extends TableName>(notice: Notice, table: T, row: Rows[T]): void {
  if (table === "meta") recordMeta(notice, row as MetaRow);
  else (notice[table as Exclude<TableName, "meta">] as Rows[TableName][]).push(row);
}

function recordMeta(notice: Notice, row: MetaRow): void {
  if (row.key === "me") notice.me = row;
  if (row.key === "clock") notice.offsetMs = row.offsetMs;
}
