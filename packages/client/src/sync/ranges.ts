import type { Range } from "../store/rows.ts";

/** The only range of a conversation whose history starts here: nothing held, and nothing missing. */
export const FROM_THE_START: readonly Range[] = [[1, 0]];

/** Adds a range and joins those that touch: what is left is ascending with gaps between. */
export function addRange(ranges: readonly Range[], added: Range): readonly Range[] {
  const sorted = [...ranges, added].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const joined: Range[] = [];
  for (const range of sorted) {
    const last = joined.at(-1);
    if (last && range[0] <= last[1] + 1) {
      joined[joined.length - 1] = [last[0], Math.max(last[1], range[1])];
    } else {
      joined.push(range);
    }
  }
  return joined;
}

/** The range that holds the newest messages. */
export function newestRange(ranges: readonly Range[]): Range {
  return ranges.at(-1) ?? [1, 0];
}

/** The range that holds `seq`, or null when it lies in a hole. */
export function rangeAt(ranges: readonly Range[], seq: number): Range | null {
  return ranges.find(([from, to]) => from <= seq && seq <= to) ?? null;
}

/** True when every seq from `from` to `to` is held. */
export function isHeld(ranges: readonly Range[], from: number, to: number): boolean {
  return from > to || ranges.some((range) => range[0] <= from && to <= range[1]);
}

/**
 * Lets ranges grow upwards over stored neighbours, but only above `floor`: what is stored below the
 * last head may lack what happened to it, and its reactions.
 */
export async function growRanges(
  ranges: readonly Range[],
  floor: number,
  isStored: (seq: number) => Promise<boolean>,
): Promise<readonly Range[]> {
  let grown = ranges;
  for (const [from, to] of ranges) {
    let end = to;
    while (end + 1 > floor && (await isStored(end + 1))) end += 1;
    if (end > to) grown = addRange(grown, [from, end]);
  }
  return grown;
}
