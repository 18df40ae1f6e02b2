import type { Rows, TableName } from "./rows.ts";
import type { Key } from "./store.ts";

/** The key path of each table, as IndexedDB takes it. */
export const KEY_PATHS = {
  meta: "key",
  conversations: "id",
  messages: ["conversationId", "id"],
  people: "id",
  changes: ["kind", "id"],
  outbox: "n",
  acked: "n",
  drafts: "conversationId",
} as const satisfies { [T in TableName]: keyof Rows[T] | readonly (keyof Rows[T])[] };

/** The key under which a row is kept. */
export function keyOf<T extends TableName>(table: T, row: Rows[T]): Key {
  const path: string | readonly string[] = KEY_PATHS[table];
  const fields = row as unknown as Record<string, string | number>;
  const read = (field: string) => fields[field] ?? "";
  return typeof path === "string"
    ? read(path)
    : [String(read(path[0] ?? "")), String(read(path[1] ?? ""))];
}
