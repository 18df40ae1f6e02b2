import type { Facts } from "./facts.ts";
import type { Held, Violation } from "./history.ts";
import { countUnread } from "./unread.ts";

/** At every step a device holds what its cursors say, and shows no hole. */
export function checkDevices(facts: Facts): Violation[] {
  return [
    ...checkShown(facts),
    ...facts
      .of("held")
      .flatMap((held) => [
        ...checkRanges(held),
        ...checkCursor(facts, held),
        ...checkAbsence(facts, held),
        ...checkUnread(held),
      ]),
    ...checkMonotone(facts),
    ...checkReceipts(facts),
  ];
}

function checkShown(facts: Facts): Violation[] {
  return facts.of("shown").flatMap(({ device, rows }) =>
    rows.flatMap(({ seq }, index) => {
      const before = rows[index - 1]?.seq;
      if (before === undefined || seq === before + 1) return [];
      return [`invariant 8: ${device} showed seq ${seq} right after ${before}`];
    }),
  );
}

function checkRanges({ device, ranges, from, rows }: Held): Violation[] {
  const held = new Set(rows.map(({ seq }) => seq));
  return ranges.flatMap(([low, high]) => {
    for (let seq = Math.max(low, from); seq <= high; seq += 1) {
      if (!held.has(seq)) return [`invariant 8: ${device} takes seq ${seq} for held and lacks it`];
    }
    return [];
  });
}

/** A cursor at `ver` says that the messages up to there are held, those in a hole below aside. */
function checkCursor(facts: Facts, held: Held): Violation[] {
  if (held.epoch !== facts.outline.epoch) return [];
  const { messages, ver } = facts.server;
  const { device, cursor } = held;
  if (cursor > ver)
    return [`invariant 10: the cursor of ${device} is ${cursor}, the last ver ${ver}`];
  const covered = findLastSeq(messages, cursor);
  const top = held.ranges.at(-1)?.[1] ?? 0;
  if (covered <= top) return [];
  return [`invariant 10: the cursor of ${device} covers seq ${covered}, but it holds up to ${top}`];
}

/** The seq of the last message first stored at or below `ver`; both rise together. */
function findLastSeq(messages: readonly { firstVer: number }[], ver: number): number {
  let [low, high] = [0, messages.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((messages[middle]?.firstVer ?? Infinity) <= ver) low = middle + 1;
    else high = middle;
  }
  return low;
}

function checkAbsence(facts: Facts, held: Held): Violation[] {
  if (held.moment !== "back") return [];
  const rows = new Map(held.rows.map((row) => [row.id, row]));
  return facts.of("edited", "deleted").flatMap(({ id, ver, epoch, until }) => {
    const row = rows.get(id);
    if (!row || ver === null || epoch !== held.epoch || until >= held.since) return [];
    if (row.ver >= ver) return [];
    return [`invariant 9: ${held.device} came back without ver ${ver} of ${id}`];
  });
}

function checkUnread(held: Held): Violation[] {
  const newest = held.ranges.at(-1);
  const reaches = newest && Math.max(newest[0], held.from) <= held.read + 1;
  if (!reaches || held.unread === null) return [];
  const count = countUnread(held.rows, held);
  if (count === held.unread) return [];
  return [`invariant 11: ${held.device} says ${held.unread} unread and holds ${count}`];
}

function checkMonotone(facts: Facts): Violation[] {
  const lasts = new Map<string, Held>();
  return facts.of("held").flatMap((held) => {
    const key = `${held.device} ${held.epoch}`;
    const before = lasts.get(key);
    lasts.set(key, held);
    if (!before) return [];
    const back = (["cursor", "read", "delivered", "edition"] as const).filter(
      (name) => held[name] < before[name],
    );
    return back.map(
      (name) =>
        `invariant 11: ${name} of ${held.device} went from ${before[name]} to ${held[name]}`,
    );
  });
}

function checkReceipts(facts: Facts): Violation[] {
  const { receipts, seq } = facts.server;
  const bounded = Object.entries(receipts).filter(
    ([, { delivered, read }]) => !(read >= 0 && read <= delivered && delivered <= seq),
  );
  const early = facts
    .of("receipted")
    .filter(({ delivered, top }) => top !== null && delivered > top);
  return [
    ...bounded.map(([user]) => `invariant 11: the receipt of ${user} is out of bounds`),
    ...early.map(
      ({ device, delivered, top }) =>
        `invariant 10: ${device} confirmed seq ${delivered} and held up to ${top}`,
    ),
  ];
}
