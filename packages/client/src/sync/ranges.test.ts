import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Range } from "../store/rows.ts";
import { addRange, FROM_THE_START, growRanges, isHeld, newestRange, rangeAt } from "./ranges.ts";

const range = fc
  .tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 12 }))
  .map(([from, length]): Range => [from, from + length]);

function seqsOf(ranges: readonly Range[]): number[] {
  return ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
}

test("invariant 8: added ranges hold exactly the seqs that were added, apart and ascending", () => {
  fc.assert(
    fc.property(fc.array(range, { maxLength: 12 }), (added) => {
      const ranges = added.reduce(addRange, [] as readonly Range[]);
      expect(seqsOf(ranges)).toEqual([...new Set(seqsOf(added))].sort((a, b) => a - b));
      const gaps = ranges.slice(1).map(([from], index) => from - (ranges[index]?.[1] ?? 0));
      expect(gaps.every((gap) => gap > 1)).toBe(true);
    }),
  );
});

test("invariant 8: a range grows over stored neighbours above the floor, and over nothing else", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(range, { minLength: 1, maxLength: 5 }),
      fc.uniqueArray(fc.integer({ min: 1, max: 80 })),
      fc.integer({ min: 0, max: 80 }),
      async (added, storedSeqs, floor) => {
        const ranges = added.reduce(addRange, [] as readonly Range[]);
        const stored = new Set([...storedSeqs, ...seqsOf(ranges)]);
        const grown = await growRanges(ranges, floor, async (seq) => stored.has(seq));
        const before = new Set(seqsOf(ranges));
        for (const seq of seqsOf(grown)) {
          const isNew = !before.has(seq);
          expect(!isNew || (stored.has(seq) && seq > floor)).toBe(true);
        }
        for (const seq of before) expect(rangeAt(grown, seq)).not.toBeNull();
        const [, top] = newestRange(grown);
        expect(stored.has(top + 1) && top + 1 > floor).toBe(false);
      },
    ),
  );
});

test("a conversation without messages holds nothing, and its first message without a hole", () => {
  expect(rangeAt(FROM_THE_START, 1)).toBeNull();
  expect(isHeld(FROM_THE_START, 1, 0)).toBe(true);
  expect(addRange(FROM_THE_START, [1, 3])).toEqual([[1, 3]]);
  expect(addRange(FROM_THE_START, [5, 6])).toEqual([
    [1, 0],
    [5, 6],
  ]);
});
