import type { Clock, Random } from "./environment.ts";

/** Mints a UUIDv7: 48 bits of milliseconds, the rest random, lower case. Its order means nothing. */
export function mintId(clock: Clock, random: Random): string {
  const time = Math.max(0, Math.floor(clock.now())).toString(16).padStart(12, "0").slice(-12);
  const variant = (8 + Math.floor(random() * 4)).toString(16);
  const tail = randomHex(random, 7) + randomHex(random, 8);
  return [
    time.slice(0, 8),
    time.slice(8),
    `7${randomHex(random, 3)}`,
    `${variant}${tail.slice(0, 3)}`,
    tail.slice(3),
  ].join("-");
}

function randomHex(random: Random, digits: number): string {
  return Math.floor(random() * 16 ** digits)
    .toString(16)
    .padStart(digits, "0");
}
