import type { MetaRow } from "../store/rows.ts";
import type { Reading, Writing } from "../store/store.ts";

type MetaKey = MetaRow["key"];
type MetaOf<K extends MetaKey> = Extract<MetaRow, { key: K }>;

const DEFAULTS = {
  sync: { key: "sync", epoch: null, userVer: 0, editions: 0 },
  leader: { key: "leader", fence: 0 },
  order: { key: "order", last: 0 },
  clock: { key: "clock", offsetMs: 0 },
} as const satisfies { [K in Exclude<MetaKey, "me">]: MetaOf<K> };

/** Reads a single value, or what it is before it was ever written. */
export async function readMeta<K extends keyof typeof DEFAULTS>(
  tx: Reading,
  key: K,
): Promise<MetaOf<K>> {
  return ((await tx.get("meta", key)) ?? DEFAULTS[key]) as MetaOf<K>;
}

/** Numbers a new edition of a conversation: never used before in this store. */
export async function nextEdition(tx: Writing): Promise<number> {
  const meta = await readMeta(tx, "sync");
  await tx.put("meta", { ...meta, editions: meta.editions + 1 });
  return meta.editions + 1;
}

/** Moves the person's cursor forward. */
export async function advanceUserVer(tx: Writing, ver: number): Promise<void> {
  const meta = await readMeta(tx, "sync");
  if (ver > meta.userVer) await tx.put("meta", { ...meta, userVer: ver });
}
