import type { Member } from "@parley/protocol/conversations";
import type { Message } from "@parley/protocol/messages";

/** Changed rows of one conversation above the client's cursor. */
export interface Changed {
  /** By ver; complete up to the last one when `isCut`, else complete. */
  messages: readonly Message[];
  members: readonly Member[];
  /** The ver of the conversation's own row, when it changed. */
  rowVer: number | null;
  isCut: boolean;
}

export interface DeltaPage {
  messages: Message[];
  members: Member[];
  hasRow: boolean;
  /** The highest ver that is complete in this page. */
  ver: number;
  more: boolean;
}

type Item = { ver: number; size: number } & (
  | { kind: "message"; row: Message }
  | { kind: "member"; row: Member }
  | { kind: "conversation" }
);

/** Rows of all kinds in order of ver, up to `rows` and `bytes`, but never ending inside a ver. */
export function buildDelta(
  changed: Changed,
  { ver, rows, bytes }: { ver: number; rows: number; bytes: number },
): DeltaPage {
  const items = sortItems(changed);
  const end = findEnd(items, { rows, bytes });
  const last = items[end - 1];
  const more = changed.isCut || end < items.length;
  const page = items.slice(0, end);
  return {
    messages: page.flatMap((item) => (item.kind === "message" ? [item.row] : [])),
    members: page.flatMap((item) => (item.kind === "member" ? [item.row] : [])),
    hasRow: page.some(({ kind }) => kind === "conversation"),
    ver: more && last ? last.ver : ver,
    more,
  };
}

function sortItems({ messages, members, rowVer, isCut }: Changed): Item[] {
  const horizon = isCut ? (messages.at(-1)?.ver ?? 0) : Number.POSITIVE_INFINITY;
  const items: Item[] = [
    ...messages.map((row): Item => ({ kind: "message", row, ver: row.ver, size: sizeOf(row) })),
    ...members.map((row): Item => ({ kind: "member", row, ver: row.ver, size: sizeOf(row) })),
  ];
  if (rowVer !== null) items.push({ kind: "conversation", ver: rowVer, size: 0 });
  return items.filter(({ ver }) => ver <= horizon).sort((a, b) => a.ver - b.ver);
}

/** Where the page ends: at a change of ver, and after at least one whole ver. */
function findEnd(items: readonly Item[], most: { rows: number; bytes: number }): number {
  let bytes = 0;
  let end = 0;
  for (let index = 0; index < items.length;) {
    const { ver } = items[index]!;
    let next = index;
    for (; items[next]?.ver === ver; next += 1) bytes += items[next]!.size;
    if (end > 0 && (next > most.rows || bytes > most.bytes)) return end;
    end = next;
    index = next;
  }
  return end;
}

/** Bytes on the wire. */
export function sizeOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
