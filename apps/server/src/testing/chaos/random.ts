import { createHash } from "node:crypto";

/** A stream of choices that depends on nothing but its seed. */
export interface Dice {
  /** Uniform in `[0, 1)`. */
  next(): number;
  /** A whole number, both ends included. */
  int(from: number, to: number): number;
  chance(share: number): boolean;
  pick<T>(list: readonly [T, ...T[]]): T;
  /** One name, each as often as its weight says. */
  weigh<T extends string>(weights: Readonly<Record<T, number>>): T;
}

/** Each actor has a stream of its own, so that how fast the others are changes nothing in it. */
export function createDice(...seed: readonly (string | number)[]): Dice {
  const digest = createHash("sha256").update(seed.join("/")).digest();
  let [a, b, c, count] = [0, 4, 8, 12].map((offset) => digest.readInt32LE(offset)) as Words;

  /** Doty-Humphrey's sfc32. */
  function next(): number {
    const sum = (a + b + count) | 0;
    count = (count + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  }

  function int(from: number, to: number): number {
    return from + Math.floor(next() * (to - from + 1));
  }

  return {
    next,
    int,
    chance: (share) => next() < share,
    pick: (list) => list[int(0, list.length - 1)] ?? list[0],
    weigh<T extends string>(weights: Readonly<Record<T, number>>): T {
      const names = Object.keys(weights) as T[];
      let left = next() * names.reduce((sum, name) => sum + weights[name], 0);
      const found = names.find((name) => (left -= weights[name]) < 0);
      return found ?? (names.at(-1) as T);
    },
  };
}

type Words = [number, number, number, number];
