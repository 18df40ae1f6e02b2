import type { Random } from "./random.ts";

/** Texts that have broken programs before. */
export const TEXTS: readonly [string, ...string[]] = [
  "",
  " ",
  "\0",
  "a\u0000b",
  "\ud800",
  "\udfff!",
  "x\ud83d",
  "\ufeff",
  "\u200b\u200d",
  "\u202egnp.exe",
  "a\u0301".repeat(500),
  "👩‍👩‍👧‍👦".repeat(300),
  "語".repeat(8_001),
  "x".repeat(20_000),
  "'; DROP TABLE people; --",
  "%00%ff%c0%ae",
  "../../../etc/passwd",
  "${7*7}{{7*7}}",
  "__proto__",
  "constructor",
  "null",
  "NaN",
  "-1",
  "1e309",
  "00000000-0000-0000-0000-000000000000",
  "FFFFFFFF-FFFF-4FFF-8FFF-FFFFFFFFFFFF",
  "0000-01-01T00:00:00Z",
  "9999-12-31T23:59:59.999999999Z",
  "+275760-09-13T00:00:00.000Z",
  "en-a-b-c-x-y-z",
  "i-klingon",
  "\\",
  "\r\nSet-Cookie: parley=1",
];

const NUMBERS: readonly [number, ...number[]] = [
  0,
  -0,
  -1,
  1,
  0.5,
  1e-320,
  2_147_483_647,
  2_147_483_648,
  -2_147_483_649,
  Number.MAX_SAFE_INTEGER,
  Number.MAX_SAFE_INTEGER + 1,
  1e308,
];

const KEYS: readonly [string, ...string[]] = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "then",
  "toJSON",
  "_placeholder",
  "",
  "\0",
  "0",
];

/** A value of any type but the one that was expected. */
export function nastyValue(random: Random): unknown {
  switch (random.below(9)) {
    case 0:
      return null;
    case 1:
      return random.chance(0.5);
    case 2:
    case 3:
      return random.pick(NUMBERS);
    case 4:
    case 5:
      return random.pick(TEXTS);
    case 6:
      return random.chance(0.5) ? [] : {};
    case 7:
      return nest(random, 1 + random.below(800));
    default:
      return poison(random);
  }
}

/** An object with a key that means something to the language; an own one, as parsed JSON has it. */
export function poison(random: Random, target: object = {}): object {
  const value = random.chance(0.5) ? { admin: true, role: "admin" } : random.pick(TEXTS);
  return setOwn(target, random.pick(KEYS), value);
}

/** Sets it as JSON would: `__proto__` is a key like any other. */
export function setOwn(target: object, key: string, value: unknown): object {
  return Object.defineProperty(target, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

function nest(random: Random, depth: number): unknown {
  let value: unknown = random.pick(TEXTS);
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}
