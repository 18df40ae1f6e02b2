import type { Message } from "@parley/protocol/messages";
import { createTurns } from "../turns.ts";
import { TABLES, type Rows, type TableName } from "./rows.ts";
import type { Key, Reading, SeqSpan, Store, Writing } from "./store.ts";
import { keyOf } from "./keys.ts";

type Table = Map<string | number, Rows[TableName]>;

/** Keeps everything in this process: for Node clients, tests and browsers without IndexedDB. */
export function createMemoryStore(): Store {
  const data = new MemoryData();
  const turns = createTurns();
  return {
    read: (work) => turns.run(() => work(data)),
    write: (work) =>
      turns.run(async () => {
        data.begin();
        try {
          return await work(data);
        } catch (error) {
          data.rollBack();
          throw error;
        }
      }),
    probe: () => Promise.resolve(),
    close: () => Promise.resolve(),
    wipe: () => turns.run(() => data.wipe()),
  };
}

class MemoryData implements Reading, Writing {
  readonly #tables = new Map<TableName, Table>(TABLES.map((name) => [name, new Map()]));
  readonly #bySeq = new Map<string, Map<number, Message>>();
  #undo: (() => void)[] = [];

  begin(): void {
    this.#undo = [];
  }

  rollBack(): void {
    for (const undo of this.#undo.reverse()) undo();
    this.#undo = [];
  }

  async get<T extends TableName>(table: T, key: Key): Promise<Rows[T] | undefined> {
    return this.#table(table).get(flatten(key)) as Rows[T] | undefined;
  }

  async all<T extends TableName>(table: T): Promise<Rows[T][]> {
    const entries = [...this.#table(table)];
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return entries.map(([, row]) => row as Rows[T]);
  }

  async messageAt(conversationId: string, seq: number): Promise<Message | undefined> {
    return this.#bySeq.get(conversationId)?.get(seq);
  }

  async messagesIn(span: SeqSpan): Promise<Message[]> {
    const held = this.#bySeq.get(span.conversationId);
    if (!held) return [];
    const found = [...held.values()]
      .filter(({ seq }) => seq >= span.from && seq <= span.to)
      .sort((a, b) => a.seq - b.seq);
    if (span.limit === undefined || found.length <= span.limit) return found;
    return span.fromEnd ? found.slice(-span.limit) : found.slice(0, span.limit);
  }

  async put<T extends TableName>(table: T, row: Rows[T]): Promise<void> {
    const key = flatten(keyOf(table, row));
    this.#write(table, key, row);
  }

  async remove(table: TableName, key: Key): Promise<void> {
    this.#write(table, flatten(key), undefined);
  }

  async removeMessages(conversationId: string): Promise<void> {
    for (const message of this.#bySeq.get(conversationId)?.values() ?? []) {
      this.#write("messages", flatten(keyOf("messages", message)), undefined);
    }
  }

  async clear(table: TableName): Promise<void> {
    for (const key of this.#table(table).keys()) this.#write(table, key, undefined);
  }

  async wipe(): Promise<void> {
    for (const table of this.#tables.values()) table.clear();
    this.#bySeq.clear();
  }

  #table(name: TableName): Table {
    const table = this.#tables.get(name);
    if (!table) throw new Error(`There is no table ${name}.`);
    return table;
  }

  #write(name: TableName, key: string | number, row: Rows[TableName] | undefined): void {
    const before = this.#table(name).get(key);
    this.#set(name, key, row);
    this.#undo.push(() => this.#set(name, key, before));
  }

  #set(name: TableName, key: string | number, row: Rows[TableName] | undefined): void {
    const table = this.#table(name);
    if (name === "messages") this.#index(table.get(key) as Message | undefined, row as Message);
    if (row === undefined) table.delete(key);
    else table.set(key, row);
  }

  #index(before: Message | undefined, after: Message | undefined): void {
    if (before) {
      const held = this.#bySeq.get(before.conversationId);
      if (held?.get(before.seq)?.id === before.id) held.delete(before.seq);
    }
    if (after) {
      const held = this.#bySeq.get(after.conversationId) ?? new Map<number, Message>();
      this.#bySeq.set(after.conversationId, held.set(after.seq, after));
    }
  }
}

function flatten(key: Key): string | number {
  return typeof key === "object" ? key.join("/") : key;
}
